import { Link, type LinkProps } from "@remix-run/react";
import type { ComponentProps } from "react";

interface Look {
  /** One solid button per screen. */
  variant?: "solid" | "line" | "plain" | "danger";
  small?: boolean;
}

function classes({ variant = "line", small }: Look, extra?: string): string {
  return ["btn", variant !== "line" && `btn-${variant}`, small && "btn-s", extra].filter(Boolean).join(" ");
}

/** Verb and object: "Submit card". A disabled button has its reason in words beside it. */
export function Button({ variant, small, className, type = "submit", ...rest }: Look & ComponentProps<"button">) {
  return <button {...rest} type={type} className={classes({ variant, small }, className)} />;
}

/** A link that is drawn as a button because it is the page's next step. */
export function LinkButton({ variant, small, className, ...rest }: Look & LinkProps) {
  return <Link {...rest} className={classes({ variant, small }, className)} />;
}
