interface Named {
  readonly firstName: string | null;
  readonly lastName: string;
}

export const contactName = ({ firstName, lastName }: Named): string =>
  [firstName, lastName].filter((part) => part !== null && part !== '').join(' ');
