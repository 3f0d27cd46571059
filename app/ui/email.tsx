/** A long address breaks before its @, not inside a word. */
export function Email({ address }: { address: string }) {
  const [name, host] = address.split("@");
  return (
    <>
      {name}
      {host ? (
        <>
          <wbr />@{host}
        </>
      ) : null}
    </>
  );
}
