/** What a typed line asks for. */
export type Command =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'press'; readonly words: string }
  | { readonly kind: 'as'; readonly words: string }
  | { readonly kind: 'who' | 'history' | 'help' | 'quit' | 'nothing' }
  | { readonly kind: 'unknown'; readonly words: string };

/**
 * Reads a line. A bare number is said, since people answer by number; `*1` presses. A line that
 * must begin with a slash or a star is said after `/say`.
 */
export function commandFrom(line: string): Command {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (text.startsWith('*')) return { kind: 'press', words: text.slice(1).trim() };
  if (!text.startsWith('/')) return { kind: 'say', text };
  const [word = '', ...others] = text.slice(1).split(/\s+/);
  const words = others.join(' ');
  switch (word) {
    case 'say':
      return { kind: 'say', text: text.slice('/say'.length).trim() };
    case 'press':
    case 'as':
      return { kind: word, words };
    case 'who':
    case 'history':
    case 'help':
    case 'quit':
      return { kind: word };
    case 'exit':
      return { kind: 'quit' };
    default:
      return { kind: 'unknown', words: text };
  }
}

export const COMMANDS_HELP = `\
  anything else     is said, numbers too
  *1   * Confirm    presses a button or a row of a list, by number or title; also /press 1
  /as vendor 1      takes another phone in hand: retailer 7, vendor 1, driver 1, stranger,
                    stranger 2, +9779812345678
  /who              whose phones have messages
  /history          what stands on this phone
  /say /text        says something that begins with / or *
  /help   /quit     (or Ctrl-D)`;

export const USAGE = `\
A conversation with the running service, over the wire that WhatsApp uses: what you type is
posted as a signed webhook, what you see is what the service sent to its double of the Graph API.

  npm run chat
  npm run chat -- --as vendor 1
  printf '2 bora jira masino\\n*1\\nstatus\\n' | npm run chat -- --as retailer 7

Options
  --as WHO          whose phone is in hand at first; retailer 1 unless said
  --ussd            a phone with a keypad, which dials *384*7000# (the demo’s PIN is 1234)
  --sms             a phone with nothing but short messages, which writes to 7000
  --drop KEYS       the same, and the line drops after every so many keys; 3 unless said
  --wait SECONDS    how long to wait for the service to be there; 0 unless said
  --service URL     the service; else from DATA_DIR/demo.json, else http://127.0.0.1:3000
  --graph URL       the double; else GRAPH_BASE_URL, else from DATA_DIR/demo.json
  --help

While it runs
${COMMANDS_HELP}

Fed from a file or a pipe, it takes line after line, each when the answers to the one before have
come in, shows the whole conversation, and ends.`;
