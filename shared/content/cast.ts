/** One line about each person of the demo, for the page on which a visitor chooses whom to continue as. */
export const CAST_LINES: Readonly<Record<string, string>> = {
  "dana.ortiz": "Seventeen years of service, five as SRO supervisor. Direct, keeps her word, dislikes long forms.",
  "ruth.bell":
    "Principal of Larkfield High and the district's lead for the program. Taught English for twelve years; reads every word.",
  "marcus.hale": "Patrol sergeant and field-training coordinator. A generous rater.",
  "elena.ruiz": "Assistant principal at Larkfield Middle. Will work with the new officer every day.",
  "ji-woo.kim": "Runs the Riverbend Youth Center. First time on a panel; asks what a sentence really means.",
  "amara.osei": "Keeps dates, rooms and letters. Never sees a blind score.",
  "tom.brandt": "Former SRO. Signs appointments after reading the dissent page first.",
  "lillian.cho": "Wants to explain every decision to a parent in two sentences.",
  "nina.patel": "SRO at Larkfield High for some years; takes new officers along on her rounds.",
  "casey.monroe": "New SRO at the annex, still in probation; chosen through Accord.",
};
