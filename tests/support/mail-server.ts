import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
}

export interface MailServer {
  readonly port: number;
  /** Variables by which the host application sends through this server. */
  readonly env: Readonly<Record<string, string>>;
  readonly received: ReceivedMail[];
  /** What it does with the next mails: take them, refuse each, or take them after so many milliseconds. */
  behave(how: 'accept' | 'refuse' | number): void;
  /** Calls this when a mail has arrived, before the server says that it has. */
  onMail(listener: () => void): void;
  /** How often somebody has tried to hand in a mail, refused or not. */
  attempts(): number;
  stop(): Promise<void>;
}

/** A real mail server on loopback, in as bad a temper as a test wants it. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  let temper: 'accept' | 'refuse' | number = 'accept';
  let tries = 0;
  let arrived: () => void = () => undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onMailFrom(_address, _session, done) {
      tries += 1;
      done(temper === 'refuse' ? new Error('Not today') : null);
    },
    onData(stream, { envelope }, done) {
      const to = envelope.rcptTo.map(({ address }) => address);
      const take = async (): Promise<void> => {
        const source = await readAll(stream);
        if (typeof temper === 'number') await sleep(temper);
        received.push({ to, ...parse(source) });
        arrived();
        done();
      };
      // Whoever is killed in the middle of a mail has sent none.
      take().catch(() => undefined);
    },
  });
  // Who hangs up in the middle is not this server's trouble.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    env: {
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(port),
      SMTP_FROM: 'CRM <crm@crm.example>',
    },
    received,
    behave(how) {
      temper = how;
    },
    onMail(listener) {
      arrived = listener;
    },
    attempts: () => tries,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}

async function readAll(stream: SMTPServerDataStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function parse(source: string): Omit<ReceivedMail, 'to'> {
  const [head = '', ...body] = source.split('\r\n\r\n');
  const header = (name: string): string =>
    new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im')
      .exec(head)?.[1]
      ?.replace(/\r\n[ \t]/g, ' ') ?? '';
  return {
    subject: decoded(header('Subject')),
    messageId: header('Message-ID'),
    // Long lines are folded by quoted-printable; unfold what a sentence would be cut by.
    text: body.join('\r\n\r\n').replace(/=\r\n/g, ''),
  };
}

/** RFC 2047: what is not plain text travels as words in quoted-printable or base64. */
const decoded = (header: string): string =>
  header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_word, how: string, text: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/gi, (_code, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString(),
    );
