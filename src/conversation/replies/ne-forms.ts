import type { FormTexts } from './en-forms.js';

/** Replies in Nepali to newcomers who may fill in a form. */
export const neForms: FormTexts = {
  'new.or_form':
    'वा एकैपटक सबै भर्न तल थिच्नुहोस्। अर्को भाषाका लागि English, नेपाली वा Roman ' + 'Nepali लेख्नुहोस्।',
  'new.form_over': 'त्यो फारम अर्कै प्रश्नको थियो, त्यसैले त्यसबाट केही टिपिएन।',
  'button.form': 'फारम भर्नुहोस्',
};
