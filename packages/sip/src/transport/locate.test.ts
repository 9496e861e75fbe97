import { describe, expect, it } from "vitest";
import { parseUri } from "../message/uri.ts";
import { locate, type Resolver } from "./locate.ts";

const resolver: Resolver = {
  addresses: async (name) => (name === "lost.example" ? Promise.reject(new Error("ENOTFOUND")) : [`192.0.2.${name.length}`]),
  services: async (name) =>
    name === "_sip._udp.carrier.example"
      ? [
          { name: "backup.example", port: 5062, priority: 20, weight: 0 },
          { name: "a.example", port: 5060, priority: 10, weight: 1 },
          { name: "bb.example", port: 5061, priority: 10, weight: 9 },
        ]
      : Promise.reject(new Error("ENODATA")),
};
const everywhere = () => true;
const find = (uri: string, reaches: (host: string) => boolean = everywhere) => locate(parseUri(uri)!, resolver, () => 0.5, reaches);

describe("where a request goes", () => {
  it("needs no name service for an address", () => {
    expect(find("sip:1@10.0.0.9")).toEqual([{ protocol: "UDP", host: "10.0.0.9", port: 5060 }]);
    expect(find("sip:1@[2001:db8::1]:5070;transport=tcp")).toEqual([{ protocol: "TCP", host: "2001:db8::1", port: 5070 }]);
    expect(find("sips:1@10.0.0.9")).toEqual([{ protocol: "TLS", host: "10.0.0.9", port: 5061 }]);
  });

  it("follows SRV records by priority, then by weight", async () => {
    const flows = await find("sip:carrier.example");
    expect(flows.map((flow) => flow.port)).toEqual([5061, 5060, 5062]);
    expect(flows[0]).toMatchObject({ host: "192.0.2.10", serverName: "carrier.example" });
  });

  it("asks for the address alone when a port is given or there is no SRV record", async () => {
    expect(await find("sip:carrier.example:5080")).toMatchObject([{ host: "192.0.2.15", port: 5080 }]);
    expect(await find("sip:plain.example;transport=tls")).toMatchObject([{ protocol: "TLS", host: "192.0.2.13", port: 5061 }]);
  });

  it("leaves out addresses that our sockets cannot send to", async () => {
    const notTen = (host: string) => host !== "192.0.2.10";
    expect((await find("sip:carrier.example", notTen)).map((flow) => flow.host)).toEqual(["192.0.2.9", "192.0.2.14"]);
    expect(find("sip:1@192.0.2.10", notTen)).toEqual([]);
  });

  it("finds nowhere for a name that does not exist", async () => {
    expect(await find("sip:lost.example")).toEqual([]);
    expect(find("tel:+861055550100")).toEqual([]);
  });
});
