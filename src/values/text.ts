/** The languages that fngvt speaks. The order is the order in which they are shown. */
export const languages = ['en', 'zh-CN'] as const;

/** One language, by its BCP 47 tag. */
export type Language = (typeof languages)[number];

/** One thing said in every language; none may be missing. Plain text with `code` in backticks. */
export type Text = Readonly<Record<Language, string>>;
