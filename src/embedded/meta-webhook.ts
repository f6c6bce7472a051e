import { createHmac } from 'node:crypto';
import { Pool } from 'undici';

/**
 * Webhook bodies as Meta serialises and signs them, for the demo's chat, the load generator and the
 * tests: what is posted to the service is what Meta would post, byte for byte in form.
 */

/** What a person does; anything else can be given as the members of a message. */
export type Saying =
  | { readonly text: string }
  /** A tap on a button or a row of a list that we sent. */
  | { readonly choice: { readonly id: string; readonly title: string; readonly list?: boolean } }
  /** A tap on a quick reply of a template. */
  | { readonly quickReply: { readonly payload: string; readonly text: string } }
  | { readonly message: Readonly<Record<string, unknown>> };

export interface InboundSaying {
  /** The wamid: the same one again is a repeat. */
  readonly id: string;
  /** E.164, or null where the person hides it. */
  readonly phone: string | null;
  readonly userId?: string;
  readonly name: string;
  readonly typedAtMs: number;
  /** The message it answers. */
  readonly contextId?: string;
  readonly say: Saying;
}

/** Our number and account, as Meta names them. */
export interface BusinessNumber {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly displayPhone: string;
}

/**
 * JSON as Meta writes it: without blanks, everything beyond ASCII escaped in lower-case hex, and
 * slashes escaped (Graph API webhooks, "Validate payloads").
 */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

/** The value of X-Hub-Signature-256 for a body. */
export function signBody(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** A body with what several people said to one of our numbers. */
export function inboundBody(number: BusinessNumber, sayings: readonly InboundSaying[]): string {
  const contacts = sayings.map(({ phone, userId, name }) => ({
    profile: { name },
    ...(phone !== null && { wa_id: phone.slice(1) }),
    ...(userId !== undefined && { user_id: userId }),
  }));
  return messagesBody(number, { contacts, messages: sayings.map(messageOf) });
}

/** A body with one change of the field `messages`, holding the given lists. */
export function messagesBody(
  number: BusinessNumber,
  lists: Readonly<Record<string, unknown>>,
): string {
  const metadata = {
    display_phone_number: number.displayPhone,
    phone_number_id: number.phoneNumberId,
  };
  const value = { messaging_product: 'whatsapp', metadata, ...lists };
  const entry = { id: number.wabaId, changes: [{ value, field: 'messages' }] };
  return metaJson({ object: 'whatsapp_business_account', entry: [entry] });
}

function messageOf(saying: InboundSaying): Record<string, unknown> {
  const { id, phone, userId, typedAtMs, contextId, say } = saying;
  return {
    ...(phone !== null && { from: phone.slice(1) }),
    ...(userId !== undefined && { from_user_id: userId }),
    id,
    timestamp: String(Math.floor(typedAtMs / 1000)),
    ...(contextId !== undefined && { context: { id: contextId } }),
    ...bodyOf(say),
  };
}

function bodyOf(say: Saying): Readonly<Record<string, unknown>> {
  if ('text' in say) return { type: 'text', text: { body: say.text } };
  if ('quickReply' in say) return { type: 'button', button: say.quickReply };
  if ('message' in say) return say.message;
  const { list, ...reply } = say.choice;
  const type = list === true ? 'list_reply' : 'button_reply';
  return { type: 'interactive', interactive: { type, [type]: reply } };
}

export interface WebhookPoster {
  /** Posts a signed body and gives the HTTP status, or 0 when there was no answer in time. */
  post(body: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens connections to a service's webhook address, over which signed bodies are posted. */
export function openWebhookPoster(settings: {
  readonly url: string;
  readonly appSecret: string;
  readonly connections: number;
  readonly timeoutMs: number;
}): WebhookPoster {
  const url = new URL(settings.url);
  const pool = new Pool(url.origin, { connections: settings.connections, pipelining: 1 });
  return {
    post: async (body) => {
      try {
        const answer = await pool.request({
          method: 'POST',
          path: url.pathname + url.search,
          headers: {
            'content-type': 'application/json',
            'x-hub-signature-256': signBody(body, settings.appSecret),
          },
          body,
          signal: AbortSignal.timeout(settings.timeoutMs),
        });
        await answer.body.dump();
        return answer.statusCode;
      } catch {
        return 0;
      }
    },
    close: () => pool.destroy(),
  };
}
