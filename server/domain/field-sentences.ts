/**
 * Every sentence of our own with which an input schema marks a field. The portal says each in its
 * reader's language (app/_i18n, keyed as here); zod's own messages are distinguished by their kind
 * (server/input/field-facts.ts).
 */
export const FIELD_SENTENCES = {
  fillIn: "Please fill this in.",
  enterName: "Say your name.",
  describeAction: "Say in a few words what was done.",
  giveReason: "Say why, in a few words.",
  giveReasonNote: "Say in a few words why.",
  giveReference: "Give the reference on the bank statement.",
  nameTariff: "Give the tariff a name.",
  notAnEmail: "This is not an e-mail address.",
  passwordShort: "A password has at least 12 characters.",
  passwordLong: "A password has at most 200 characters.",

  chooseSite: "Choose a site.",
  chooseStation: "Choose a station.",
  chooseToken: "Choose a token.",
  chooseCompany: "Choose a company.",
  chooseDay: "Choose at least one day.",

  notATimeZone: "This is not a time zone, such as Europe/Lisbon.",
  currencyCode: "The three capital letters of a currency, such as EUR.",
  countryCode: "Two letters, such as PT.",
  partnerCountry: "Two letters, such as DE.",
  partyId: "Three letters or digits, such as EMP.",
  seriesCode: "Two to six capital letters or digits.",
  degrees: "Degrees with at most six decimals.",

  beginWithAlphabetic: "Begin with a letter or a digit.",
  identitySigns: "Letters, digits and * - _ = + | @ . only; no spaces.",
  tokenSigns: "Letters, digits and signs only; no spaces.",
  atMost255: "At most 255 characters.",
  atMost48: "At most 48 characters.",
  atMost120: "At most 120 characters.",
  someEvse: "A station has at least one EVSE.",
  manyEvses: "At most 32 EVSEs.",

  powerInKw: "Write the power in kilowatts, such as 22.",
  aboveZero: "More than zero.",
  powerTooLarge: "At most 5,000 kW.",
  someDays: "Zero or more days.",
  manyDays: "At most 180 days.",
  negative: "This cannot be negative.",
  longerThanAYear: "At most a year.",
  manyPriceGroups: "At most 50 price groups.",
  notADecimal: "Write a number, such as 0.49.",
  numberTooLong: "This number is too long.",

  month: "Give the month as YYYY-MM.",
  lastDay: "A date, such as 2027-12-31.",
  date: "Write a date, such as 2026-12-24.",
  timeOfDay: "Write a time of day, such as 22:00.",

  fileEmpty: "The file is empty.",
  fileTooLarge: "The file is too large; split it.",
} as const;

/** Which of our own sentences it is. */
export type FieldReason = keyof typeof FIELD_SENTENCES;
