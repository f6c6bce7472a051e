/** Replies in English to newcomers who may fill in a form. */
export const enForms = {
  'new.or_form':
    'Or fill in all of it at once: tap below. Other languages: write English, नेपाली ' +
    'or Roman Nepali.',
  'new.form_over': 'That form was for another question, so nothing of it was noted.',
  'button.form': 'Fill in the form',
} as const;

/** The same keys in another language. */
export type FormTexts = Readonly<Record<keyof typeof enForms, string>>;
