/** Signing out, and with it the promise that nothing this person typed stays on the device. */
import { Form } from "@remix-run/react";
import { useContext } from "react";
import { leaving } from "./whose-page.ts";
import { WorkspaceContext } from "./workspace.ts";

export function SignOutForm() {
  const workspace = useContext(WorkspaceContext);
  const onSubmit = () => {
    const owner = workspace.owner();
    if (owner) leaving(owner);
  };
  return (
    <Form method="post" action="/sign-out" onSubmit={onSubmit}>
      <button className="btn btn-s" type="submit">
        Sign out
      </button>
    </Form>
  );
}
