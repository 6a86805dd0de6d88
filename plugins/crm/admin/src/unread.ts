/** In a form's values for what cannot be read: neither a date nor a number to anybody. */
export interface Unread {
  readonly unread: string;
}

export const isUnread = (value: unknown): value is Unread =>
  typeof value === 'object' && value !== null && 'unread' in value;
