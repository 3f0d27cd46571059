import { Crest, PartyName } from "#app/ui/marks.tsx";
import { Time } from "#app/ui/time.tsx";
import { signingTitle } from "#shared/decision.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import type { Sealed } from "./route.tsx";

/** A sealed record as the document its PDF prints: letterhead, blocks, signatures, seal. */
export function SealedBlocks({ record, document }: { record: Sealed; document: RecordDocument }) {
  const organization = { agency: document.agency, district: document.district, community: "Community guest" };
  return (
    <article className="record always-paper">
      <header>
        <div className="letterhead">
          <div>
            <Crest party="agency" />
            <p>
              <b>{document.agency}</b>Agency
            </p>
          </div>
          <div>
            <Crest party="district" />
            <p>
              <b>{document.district}</b>School district
            </p>
          </div>
        </div>
        <div className="joint" aria-hidden="true" />
      </header>
      <h1>{document.title}</h1>
      <p>{document.subtitle}</p>
      {document.blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sealed text has no identity but its place
        <OneBlock block={block} key={i} />
      ))}
      <section className="sigpage">
        <h2>Signatures</h2>
        <div className="sigs">
          {record.signatures.map(({ userId, name, role, party, signedAt }) => (
            <div className="sig" data-party={party} key={userId + role}>
              <span className="hand" aria-hidden="true">
                {name}
              </span>
              <p>
                <b>{name}</b>, {signingTitle({ role, party })}
              </p>
              <p>
                <PartyName party={party} name={organization[party]} />
              </p>
              <p className="num">
                <Time at={signedAt} zone={record.zone} />
              </p>
              <p className="means">{document.means}</p>
            </div>
          ))}
        </div>
      </section>
      <section className="sealbox">
        <h2>
          Sealed <Time at={record.sealedAt} zone={record.zone} />
        </h2>
        <dl className="facts">
          <dt>Fingerprint</dt>
          <dd>
            <code>{record.hash}</code>
          </dd>
          <dt>Record</dt>
          <dd>{record.id}</dd>
        </dl>
      </section>
    </article>
  );
}

function OneBlock({ block }: { block: Block }) {
  switch (block.is) {
    case "heading":
      return block.level === 2 ? <h2>{block.text}</h2> : <h3>{block.text}</h3>;
    case "paragraph":
      return block.quoted ? (
        <div className="quote">
          <p className="kept">{block.text}</p>
        </div>
      ) : (
        <p className={block.quiet ? "by" : "kept"}>{block.text}</p>
      );
    case "facts":
      return (
        <dl className="facts">
          {block.rows.map(([name, value]) => (
            <div className="contents" key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case "list":
      return block.numbered ? (
        <ol className="rules">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      ) : (
        <ul className="rules">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case "table":
      return (
        <table className="table cards-on-phone">
          <caption className={block.captionHidden ? "vh" : undefined}>{block.caption}</caption>
          <thead>
            <tr>
              {block.head.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map(([first, ...rest]) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {rest.map((cell, i) => (
                  <td key={block.head[i + 1]} data-label={block.head[i + 1]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}
