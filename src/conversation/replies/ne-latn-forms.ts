import type { FormTexts } from './en-forms.js';

/** Replies in romanised Nepali to newcomers who may fill in a form. */
export const neLatnForms: FormTexts = {
  'new.or_form':
    'Wa ekai patak sabai bharna tala thichnuhos. Arko bhasha ka lagi English, नेपाली ' +
    'wa Roman Nepali lekhnuhos.',
  'new.form_over': 'Tyo form arkai prashna ko thiyo, tyasaile tyasbata kehi tipiyena.',
  'button.form': 'Form bharnuhos',
};
