/** No local stack can be had here. The message says what is missing; `remedy` says how to get it. */
export class StackUnavailable extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackUnavailable';
    this.remedy = remedy;
  }
}
