// Loaded before a process of the build (`node --import`): the process believes that its clock is so many milliseconds ahead.
const SHIFT_MS = Number(process.env['CLOCK_SHIFT_MS']);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + SHIFT_MS] : given));
  }

  static now() {
    return RealDate.now() + SHIFT_MS;
  }
};
