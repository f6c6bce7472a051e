import PDFDocument from 'pdfkit';
import type { Sheet, SheetColumn } from '../../base/sheet.js';
import { runsOf, sheetFonts } from './letters.js';
import type { Run } from './letters.js';

/** Points: A5, which a phone shows without turning it. */
const PAGE = { width: 420, height: 595, margin: 32 } as const;
const SIZE = { title: 14, text: 9 } as const;
const LINE = 15;
const GAP = 6;

/** What a sheet is set on: where the next line stands. */
interface Desk {
  readonly pdf: PDFKit.PDFDocument;
  /** How wide a run is, by font, size and text: to lay letters out is what takes the time. */
  readonly widths: Map<string, number>;
  y: number;
}

/**
 * Sets a sheet in print: one PDF in memory, as many pages as its rows need, its columns' heads on
 * each. The same sheet gives the same bytes. Thirty lines cost
 * some 60 ms of processor in Latin letters and 250 ms in Devanagari, mostly to read its tables.
 */
export async function printSheet(sheet: Sheet, at: Date): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    // None of its own: Helvetica would be read for nothing.
    font: '',
    info: { Title: sheet.title, CreationDate: at, ModDate: at },
  });
  for (const [name, file] of Object.entries(sheetFonts())) pdf.registerFont(name, file);
  const parts: Buffer[] = [];
  const printed = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => {
      resolve(Buffer.concat(parts));
    });
    pdf.on('error', reject);
  });
  setSheet({ pdf, widths: new Map(), y: PAGE.margin }, sheet);
  pdf.end();
  return printed;
}

function setSheet(desk: Desk, sheet: Sheet): void {
  const columns = columnsOf(desk, sheet);
  write(desk, sheet.title, { x: PAGE.margin, size: SIZE.title, weight: 'bold' });
  desk.y += LINE + GAP;
  for (const line of sheet.lines) {
    write(desk, line, { x: PAGE.margin });
    desk.y += LINE;
  }
  desk.y += GAP;
  const heads = sheet.columns.map(({ title }) => title);
  setRow(desk, columns, heads, 'bold');
  for (const row of sheet.rows) {
    if (turnPage(desk, LINE)) setRow(desk, columns, heads, 'bold');
    setRow(desk, columns, row, 'plain');
  }
  turnPage(desk, LINE * sheet.sums.length + GAP);
  desk.y += GAP;
  for (const [i, { words, amount }] of sheet.sums.entries()) {
    const weight = i === sheet.sums.length - 1 ? 'bold' : 'plain';
    write(desk, words, { x: PAGE.margin, weight });
    write(desk, amount, { x: PAGE.width - PAGE.margin, weight, right: true });
    desk.y += LINE;
  }
}

/** Begins a page where so much does not fit any more; says whether it did. */
function turnPage(desk: Desk, height: number): boolean {
  if (desk.y + height <= PAGE.height - PAGE.margin) return false;
  desk.pdf.addPage();
  desk.y = PAGE.margin;
  return true;
}

/** Where a column begins, and how wide it is. */
interface Column extends SheetColumn {
  readonly x: number;
  readonly width: number;
}

/** Each column as wide as its widest word; what is left over, or too much, is the widest one's. */
function columnsOf(desk: Desk, { columns, rows }: Sheet): readonly Column[] {
  const widths = columns.map(({ title }, at) =>
    Math.max(
      widthOf(desk, title, 'bold', SIZE.text),
      ...rows.map((row) => widthOf(desk, row[at] ?? '', 'plain', SIZE.text)),
    ),
  );
  const room = PAGE.width - 2 * PAGE.margin - GAP * 2 * (columns.length - 1);
  const over = room - widths.reduce((sum, width) => sum + width, 0);
  const widest = widths.indexOf(Math.max(...widths));
  let x: number = PAGE.margin;
  return columns.map((column, at) => {
    const width = (widths[at] ?? 0) + (at === widest ? over : 0);
    const placed = { ...column, x, width };
    x += width + GAP * 2;
    return placed;
  });
}

function setRow(
  desk: Desk,
  columns: readonly Column[],
  words: readonly string[],
  weight: 'plain' | 'bold',
): void {
  for (const [at, { isFigure, x, width }] of columns.entries()) {
    const text = words[at] ?? '';
    // A figure is never shortened: its column is as wide as the widest of them.
    if (isFigure) write(desk, text, { x: x + width, weight, right: true });
    else write(desk, fitted(desk, text, weight, width), { x, weight });
  }
  desk.y += LINE;
}

/** Whole words, as many as the column holds. */
function fitted(desk: Desk, text: string, weight: 'plain' | 'bold', width: number): string {
  if (widthOf(desk, text, weight, SIZE.text) <= width) return text;
  const words = text.split(' ');
  const short = (): string => `${words.join(' ')} …`;
  while (words.length > 1 && widthOf(desk, short(), weight, SIZE.text) > width) words.pop();
  return short();
}

interface Place {
  readonly x: number;
  readonly size?: number;
  readonly weight?: 'plain' | 'bold';
  /** `x` is where it ends. */
  readonly right?: boolean;
}

function widthOf(desk: Desk, text: string, weight: 'plain' | 'bold', size: number): number {
  return runsOf(text, weight).reduce((sum, run) => sum + runWidth(desk, run, size), 0);
}

function runWidth({ pdf, widths }: Desk, { font, text }: Run, size: number): number {
  const key = `${font} ${size} ${text}`;
  const known = widths.get(key) ?? pdf.font(font).fontSize(size).widthOfString(text);
  widths.set(key, known);
  return known;
}

function write(desk: Desk, text: string, place: Place): void {
  const { size = SIZE.text, weight = 'plain', right = false } = place;
  let x = right ? place.x - widthOf(desk, text, weight, size) : place.x;
  for (const run of runsOf(text, weight)) {
    desk.pdf.font(run.font).fontSize(size).text(run.text, x, desk.y, { lineBreak: false });
    x += runWidth(desk, run, size);
  }
}
