/** What the inner layers count; the composition root turns it into metrics. Never a phone or id. */
export interface Meter {
  /** One message acted on: by flow and what came of it; seconds the hop took. */
  turn(flow: string, outcome: 'done' | 'failed' | 'quarantined', seconds: number): void;
  /** One message to a person, committed: the keys of its sentences, the main one first. */
  said(flow: string, keys: readonly string[]): void;
  /** One attempt to send: by class of the error policy; seconds since the reply was committed. */
  sent(outcome: string, seconds: number): void;
  /** One webhook answered: by HTTP status; seconds until the answer. */
  webhook(status: number, seconds: number): void;
  /** What webhooks brought, by kind: message, status, account, unknown, remains. */
  arrived(kind: string, count: number): void;
  /** One request of the API answered: by its route as declared, never as called. */
  request(route: string, status: string, seconds: number): void;
  /** Due work done: an assignment, a deadline. */
  worked(topic: string, outcome: string): void;
}
