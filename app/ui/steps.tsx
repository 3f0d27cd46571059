/** Where a selection stands. `current` is an index; a number past the end means all are done. */
export function Steps({ steps, current }: { steps: readonly string[]; current: number }) {
  return (
    <ol className="steps" aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < current ? "done" : undefined}
          aria-current={index === current ? "step" : undefined}
        >
          <span className="n">{index + 1}</span>
          {index === current ? <span className="of"> of {steps.length}</span> : null}
          <span>
            {step}
            {index < current ? <span className="vh">, done</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
