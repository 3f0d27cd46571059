import type { MetaFunction } from "@remix-run/node";
import { PlainPage, Prose } from "#app/ui/plain-page.tsx";

export const meta: MetaFunction = () => [{ title: "About · Accord" }];

export default function About() {
  return (
    <PlainPage
      title="About Accord"
      lede="A workspace in which a law-enforcement agency and a school district select School Resource Officers together."
    >
      <Prose title="What it does">
        <p>
          The two leads, an SRO supervisor and a school administrator, write the selection process together and sign it.
          The panel interviews live, each person rates on a private card, all cards open at one moment, and the panel
          agrees a joint scorecard. Both leads sign the result, and Accord seals it.
        </p>
        <p>
          Neither party owns the program. Names stand side by side, a step that binds both needs both, and every change
          is recorded with who made it and when.
        </p>
      </Prose>
      <Prose title="What it does not do">
        <p>
          It does not decide. A rank is arithmetic over the panel’s scores; the agreement and the people who sign it say
          what follows. It gives no legal advice and does not check anyone’s background.
        </p>
      </Prose>
      <Prose title="Where it comes from">
        <p>
          The default criteria, questions and steps draw on the 2021 program recommendations of the National Association
          of School Resource Officers (NASRO). Accord is not affiliated with NASRO, and every default can be changed in
          the agreement. Accord is free software under the Apache License 2.0.
        </p>
      </Prose>
    </PlainPage>
  );
}
