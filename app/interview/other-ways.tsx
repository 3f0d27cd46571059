import { Link } from "@remix-run/react";

/** Ways into the interview other than this screen: one more device, and paper for the day the network fails. */
export function OtherWays({ interviewId, visit, rates }: { interviewId: string; visit: boolean; rates: boolean }) {
  const to = (path: string) => `/interviews/${interviewId}/${path}`;
  return (
    <p className="other-ways small no-print">
      {visit ? null : <Link to={to("join")}>Join on another device</Link>}
      <Link to={to("paper")}>Print a paper scorecard</Link>
      {rates ? <Link to={to("paper/entry")}>Enter my card from paper</Link> : null}
    </p>
  );
}
