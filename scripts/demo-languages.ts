/** The languages that people of each demo market mix, as a town there would turn them on. */
export const LANGUAGES_OF: Readonly<Record<string, readonly string[]>> = {
  NP: ['en', 'ne', 'ne-Latn'],
  IN: ['en', 'hi', 'hi-Latn'],
  KE: ['en', 'sw'],
  NG: ['en', 'pcm', 'ha', 'yo'],
  GH: ['en', 'pcm'],
  BD: ['en', 'bn', 'bn-Latn'],
  CI: ['fr', 'en'],
};
