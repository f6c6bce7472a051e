import { createHmac } from 'node:crypto';
import { verifyHandshake, verifySignature } from '../../src/channels/whatsapp/signature.js';

const COMPACT = '{"object":"whatsapp_business_account","entry":[]}';
const SPACED = '{"object": "whatsapp_business_account", "entry": []}';
const VECTORS: readonly (readonly [secret: string, body: string, hex: string])[] = [
  ['test_app_secret', COMPACT, 'dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756'],
  ['test_app_secret', SPACED, '56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a'],
  ['otro_secreto', COMPACT, '769b03d8c2ae6498f2d1e1f7299c0ba55448c69d741e7b0bb243d852d8a8d8c7'],
];
const HEX = VECTORS[0]?.[2] ?? '';
const BODY = Buffer.from(COMPACT);

describe('the signature of a webhook', () => {
  test.each(VECTORS)('known vector: %s over %s', (secret, body, hex) => {
    expect(verifySignature(Buffer.from(body), `sha256=${hex}`, [secret])).toBe(true);
  });

  test('is over the bytes received, so a re-serialised body does not verify', () => {
    const asMetaWrites = String.raw`{"text":"\u0928\u092e\u0938\u094d\u0924\u0947","url":"a\/b"}`;
    const hex = createHmac('sha256', 'secret').update(asMetaWrites).digest('hex');
    const rewritten = JSON.stringify(JSON.parse(asMetaWrites));
    expect(verifySignature(Buffer.from(asMetaWrites), `sha256=${hex}`, ['secret'])).toBe(true);
    expect(verifySignature(Buffer.from(rewritten), `sha256=${hex}`, ['secret'])).toBe(false);
  });

  test('may be made with any of the secrets while they rotate', () => {
    const header = `sha256=${HEX}`;
    expect(verifySignature(BODY, header, ['new', 'test_app_secret'])).toBe(true);
    expect(verifySignature(BODY, header, ['test_app_secret', 'new'])).toBe(true);
    expect(verifySignature(BODY, header, ['new', 'newer'])).toBe(false);
    expect(verifySignature(BODY, header, [])).toBe(false);
  });

  test('takes hex digits in either case', () => {
    expect(verifySignature(BODY, `sha256=${HEX.toUpperCase()}`, ['test_app_secret'])).toBe(true);
  });

  test.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['no scheme', HEX],
    ['the old scheme', `sha1=${HEX.slice(0, 40)}`],
    ['too short', `sha256=${HEX.slice(2)}`],
    ['too long', `sha256=${HEX}00`],
    ['no hex', `sha256=${'z'.repeat(64)}`],
    ['two headers joined', `sha256=${HEX}, sha256=${HEX}`],
    ['a line break after it', `sha256=${HEX}\n`],
    ['one digit off', `sha256=${HEX.replace(/^d/, 'e')}`],
  ])('is refused with %s', (_what, header) => {
    expect(verifySignature(BODY, header, ['test_app_secret'])).toBe(false);
  });

  test('made with an empty secret is refused, even where one is configured', () => {
    const hex = createHmac('sha256', '').update(BODY).digest('hex');
    expect(verifySignature(BODY, `sha256=${hex}`, [''])).toBe(false);
  });
});

describe('the handshake', () => {
  const query = 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=a%20token';

  test('echoes the challenge to who knows the token', () => {
    expect(verifyHandshake(query, 'a token')).toBe('1158201444');
  });

  test.each([
    ['another token', query, 'another'],
    ['no token configured', query.replace('a%20token', ''), ''],
    ['no query', '', 'a token'],
    ['another mode', query.replace('subscribe', 'unsubscribe'), 'a token'],
    ['a name given twice', `${query}&hub.mode=subscribe`, 'a token'],
    ['no challenge', query.replace('hub.challenge', 'challenge'), 'a token'],
    ['a challenge that is markup', query.replace('1158201444', '%3Cb%3E'), 'a token'],
  ])('refuses %s', (_what, given, token) => {
    expect(verifyHandshake(given, token)).toBeUndefined();
  });
});
