import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#server/acts/answer.ts";
import { postedForm, textOf } from "#server/acts/form.ts";
import { addPosting, removePosting, setTimetable } from "#server/commands/round.ts";
import { refuse } from "#server/context.ts";
import { requireViewer } from "#server/viewer.ts";

/** Keeps the round's timetable and its posting record. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const ctx = requireViewer(context, request);
  const { processId = "" } = params;
  const form = await postedForm(request);
  switch (form.get("intent")) {
    case "timetable": {
      const dates = Object.fromEntries(
        [...form.keys()].filter((key) => key.startsWith("due.")).map((key) => [key.slice(4), textOf(form, key)]),
      );
      return answer(request, setTimetable(ctx, { processId, dates }));
    }
    case "posting": {
      const [place, postedOn, closesOn] = [textOf(form, "place"), textOf(form, "postedOn"), textOf(form, "closesOn")];
      return answer(request, addPosting(ctx, { processId, place, postedOn, closesOn }));
    }
    case "remove-posting":
      return answer(request, removePosting(ctx, { processId, postingId: textOf(form, "of") }));
    default:
      return answer(request, refuse("unknown", "This page does not know that step. Load it again."));
  }
}
