/** The choice "This is my own device": per person and browser, kept in the browser, off until it is made. */
import { useContext, useEffect, useState } from "react";
import { Check } from "../ui/field.tsx";
import { LedgerSection } from "../ui/ledger.tsx";
import { chooseOwnDevice, isOwnDevice } from "./outbox.ts";
import { WorkspaceContext } from "./workspace.ts";

export function OwnDevice() {
  const workspace = useContext(WorkspaceContext);
  // Only the browser knows; until it has said so, there is nothing to tick.
  const [own, setOwn] = useState<boolean | null>(null);
  useEffect(() => {
    const owner = workspace.owner();
    if (owner) setOwn(isOwnDevice(owner));
  }, [workspace]);
  const choose = async (next: boolean) => {
    const owner = workspace.owner();
    if (!owner) return;
    await chooseOwnDevice(owner, next);
    setOwn(isOwnDevice(owner));
  };
  return (
    <LedgerSection title="This device" aside={<p>Leave it off on a computer that others use.</p>}>
      <Check
        name="ownDevice"
        label="This is my own device"
        hint="What you type while there is no connection is then kept on this device until it is saved, even when you close the page. Only your own unsaved words are kept. They are removed once they are saved, when you sign out, and when somebody else signs in here."
        checked={own === true}
        disabled={own === null}
        onChange={(event) => void choose(event.target.checked)}
      />
    </LedgerSection>
  );
}
