/**
 * Transcripts: one text file is one conversation that a shopkeeper could read.
 *
 *     # title, then free words
 *     @retailer 3 | @vendor 1 | @driver 1 | @stranger 7 | @hidden 1   who speaks from here on
 *     @keypad retailer 3                      the same on a keypad: * dials, ! drops, ! echoes
 *     @sms retailer 3                         the same by short message
 *     @clock 2026-03-02 08:00                 before anything else: when it begins, in Nepal
 *     @town KE                                before anything else: where the town lies
 *     > typed words            (\n is a line break)
 *     * title of a button or row of the last message
 *     ~ 31 minutes             time passes and the sweep runs
 *                              "* Confirm (1 older)": that of an earlier message
 *     ! what the world does    the verbs of transcript-world.ts and -prices.ts
 *     < a reply, and further lines of it behind |   (written by update, compared otherwise)
 *     = facts in the database, asserted; never rewritten
 */
export interface Step {
  readonly kind: 'who' | 'clock' | 'town' | 'type' | 'press' | 'pass' | 'world' | 'fact';
  readonly text: string;
  /** The lines of the file that stand before its replies: the step and comments. */
  readonly lines: readonly string[];
  readonly lineNo: number;
}

const KINDS: Readonly<Record<string, Step['kind']>> = {
  '>': 'type',
  '*': 'press',
  '~': 'pass',
  '!': 'world',
  '=': 'fact',
};

/**
 * Reads a file into steps; throws, with the line's number, on a line it does not know. Lines of
 * replies are passed over: they are compared, never read.
 */
export function readTranscript(source: string): Step[] {
  const steps: Step[] = [];
  let pending: string[] = [];
  for (const [index, line] of source.split('\n').entries()) {
    const sign = line.slice(0, 1);
    const text = line.slice(1).trim();
    if (line.trim() === '' || sign === '#') {
      pending.push(line);
    } else if (sign === '<' || sign === '|') {
      if (steps.length === 0) throw new Error(`line ${index + 1}: a reply to nothing`);
    } else if (sign === '@' || KINDS[sign] !== undefined) {
      const setting = /^(clock|town) /.exec(text)?.[1] as 'clock' | 'town' | undefined;
      const kind = KINDS[sign] ?? setting ?? 'who';
      steps.push({ kind, text, lines: [...pending, line], lineNo: index + 1 });
      pending = [];
    } else {
      throw new Error(`line ${index + 1} is no line of a transcript: ${line}`);
    }
  }
  if (pending.some((line) => line.trim() !== '')) throw new Error('comments after the last step');
  return steps;
}

/** Writes the file again with the replies that came. */
export function writeTranscript(
  steps: readonly Step[],
  replies: readonly (readonly string[])[],
): string {
  const lines = steps.flatMap((step, index) => [...step.lines, ...(replies[index] ?? [])]);
  return `${lines.join('\n').trimEnd()}\n`;
}
