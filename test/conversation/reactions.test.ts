import { reactionEvent } from '../../src/conversation/reactions.js';

const ID = '0190a000-0000-7000-8000-000000000001';
const OTHER = '0190a000-0000-7000-8000-000000000002';
const BASKET = [`confirm:${ID}:3`, `change:${ID}`];
const OFFER = [`accept:${ID}`, `decline:${ID}`];

describe('what a reaction means', () => {
  const confirmed = { type: 'CONFIRMED', basketId: ID, version: 3 };
  const accepted = {
    type: 'OFFER_ANSWER_READ',
    offerId: ID,
    number: null,
    answer: 'accept',
    reason: '',
  };
  test.each([
    ['a thumb on a basket orders that basket', '👍', BASKET, confirmed],
    ['in any skin tone', '👍🏿', BASKET, confirmed],
    ['a tick in its coloured form', '✔️', BASKET, confirmed],
    ['a thumb on an offer takes that offer', '👍', OFFER, accepted],
    ['a thumb down declines it', '👎', OFFER, { ...accepted, answer: 'decline' }],
    ['a thumb down on a basket changes nothing', '👎', BASKET, { type: 'CHANGE_ASKED' }],
    ['a heart on a basket has it shown again', '❤️', BASKET, { type: 'BASKET_ASKED' }],
    ['folded hands on an offer have the offers shown', '🙏', OFFER, { type: 'OFFERS_ASKED' }],
    [
      'two offers in one message are no question of yes or no',
      '👍',
      [...OFFER, `accept:${OTHER}`, `decline:${OTHER}`],
      { type: 'OFFERS_ASKED' },
    ],
    [
      'a job without money in it is taken by a thumb',
      '👍',
      [`take:${ID}`, `pass:${ID}`],
      { type: 'DRIVER_SAID', words: { kind: 'take', deliveryId: ID, number: null } },
    ],
    [
      'a thumb on the word that goods came praises',
      '👍',
      ['rate:5:1001', 'rate:3:1001', 'rate:1:1001'],
      { type: 'RATED', number: '1001', stars: 5, said: '' },
    ],
    [
      'and a thumb down does not',
      '👎',
      ['rate:5:1001', 'rate:3:1001', 'rate:1:1001'],
      { type: 'RATED', number: '1001', stars: 1, said: '' },
    ],
    ['and left alone by a heart', '❤️', [`take:${ID}`, `pass:${ID}`], null],
    ['nothing is asked by a message without buttons', '👍', [], null],
    ['nor by one whose buttons ask nothing', '👍', ['menu:orders', 'menu:all'], null],
    ['an order is not cancelled by a sign', '👍', ['cancel:1001', 'keep'], null],
    ['a reaction taken back says nothing', '', BASKET, null],
  ])('%s', (_name, emoji, taps, event) => {
    expect(reactionEvent(emoji, taps)).toEqual(event);
  });
});
