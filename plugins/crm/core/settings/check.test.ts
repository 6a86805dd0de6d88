import { checkNotifications, checkQueue, withoutQueue } from './check';

const fine = { roleExists: true, holders: 2, listening: 1, sendsMail: true, wantMail: 5, dead: 0 };
const codes = (given: Partial<typeof fine>): string[] =>
  checkNotifications({ ...fine, ...given }).map(({ code }) => code);

describe('what the settings promise and nobody keeps', () => {
  it('X50: says nothing where somebody is told', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ roleExists: false, holders: 0, listening: 0 })).toEqual([]);
  });

  it('X50: a notification role that nobody holds, or that everybody has switched off', () => {
    expect(codes({ holders: 0, listening: 0 })).toEqual(['notification.no-recipient']);
    expect(codes({ listening: 0 })).toEqual(['notification.nobody-listens']);
  });

  it('mails that are wanted and not sent, and those that were given up', () => {
    expect(codes({ sendsMail: false })).toEqual(['mail.not-configured']);
    expect(codes({ sendsMail: false, wantMail: 0 })).toEqual([]);
    expect(codes({ dead: 3 })).toEqual(['outbox.dead']);
  });

  it('L19: bulk jobs that no other node can take, and nothing where they are shared', () => {
    expect(checkQueue(null)).toEqual([]);
    expect(checkQueue(withoutQueue('permission denied'))).toMatchObject([
      { code: 'bulk.not-shared', message: expect.stringContaining('(permission denied)') },
    ]);
  });
});
