import { createContext, useContext } from "react";

/** The page's script nonce. It exists on the server only; browsers hide it after loading. */
export const NonceContext = createContext<string | undefined>(undefined);
export const useNonce = () => useContext(NonceContext);
