/** What Meta lets a message template hold (Cloud API, reference of templates), in UTF-16 units. */
export const TEMPLATE = {
  /** The whole of its body, its parameters filled in. */
  body_max: 1024,
  name_max: 512,
} as const;
