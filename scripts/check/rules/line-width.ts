import type { Rule } from 'eslint';

/** What a reviewer reads side by side; Prettier keeps to the same number where it can break. */
const COLUMNS_MAX = 100;

/** Combining marks stand on the letter before them and take no column (Devanagari has many). */
const COMBINING = /\p{M}/gu;

/**
 * Lines up to 100 columns. Prettier cannot break strings, comments and templates, so this says
 * where a person must. A line whose length comes from one address (URL) is left alone.
 */
export const lineWidth: Rule.RuleModule = {
  meta: {
    type: 'layout',
    schema: [],
    messages: { wide: 'The line has {{columns}} columns, {{max}} are allowed.' },
  },
  create(context) {
    return {
      Program() {
        for (const [index, line] of context.sourceCode.lines.entries()) {
          if (line.length <= COLUMNS_MAX || /https?:\/\/\S{30,}/.test(line)) continue;
          const columns = Array.from(line.replace(COMBINING, '')).length;
          if (columns <= COLUMNS_MAX) continue;
          context.report({
            loc: { line: index + 1, column: COLUMNS_MAX },
            messageId: 'wide',
            data: { columns: String(columns), max: String(COLUMNS_MAX) },
          });
        }
      },
    };
  },
};
