/** Where a page of an officer's case hears that it is to load again: `?case=<assignment>`, or without it for the list. */
export const CASE_NEWS_PATH = "/case-news";
/** The one word that is said there. */
export const CASE_NEWS_EVENT = "changed";
