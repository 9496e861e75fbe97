// The launcher's environment, read once and checked before anything starts: a bad value or a taken port is told in words, naming the variable.
import { randomBytes } from "node:crypto";
import dgram from "node:dgram";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { freePort, root, Told } from "./lib.mjs";

const refuse = (name, value, wanted) => {
  throw new Told(`${name}=${value} is not right: ${wanted}`);
};

const choice = (source, name, options) => {
  const value = source[name] || options[0];
  return options.includes(value) ? value : refuse(name, value, `it must be ${options.join(" or ")}`);
};

const integer = (source, name, fallback, lowest, highest) => {
  const text = source[name] || String(fallback);
  const value = Number(text);
  const fits = /^\d+$/.test(text) && value >= lowest && value <= highest;
  return fits ? value : refuse(name, text, `it must be a whole number from ${lowest} to ${highest}`);
};

const port = (source, name, fallback) => integer(source, name, fallback, 1, 65535);

const url = (source, name, protocols) => {
  const value = source[name] || undefined;
  if (value === undefined) return;
  const protocol = URL.canParse(value) ? new URL(value).protocol : "";
  // The value may hold a password: it is not repeated.
  if (!protocols.includes(protocol)) throw new Told(`${name} is not right: it must be an address that starts with ${protocols[0]}//`);
  return value;
};

function portRange(source, name, fallback) {
  const value = source[name] || fallback;
  const [, from, to] = (/^(\d+)-(\d+)$/.exec(value) ?? []).map(Number);
  if (!(from >= 1024 && to <= 65535 && to - from >= 9)) refuse(name, value, "it must be a range of ten or more ports, such as 20000-29999");
  return { from, to };
}

/** Reads the environment. Throws `Told` at the first value that is not right. Ports and folders are not touched. */
export function readSettings(source = process.env) {
  const demo = choice(source, "DEMO", ["on", "off"]) === "on";
  const settings = {
    demo,
    port: port(source, "PORT", 3000),
    host: source.HOST || "127.0.0.1",
    dataDir: path.resolve(root, source.DATA_DIR || ".data"),
    databaseUrl: url(source, "DATABASE_URL", ["postgresql:", "postgres:"]),
    redisUrl: url(source, "REDIS_URL", ["redis:", "rediss:"]),
    appUrl: url(source, "APP_URL", ["https:", "http:"]),
    sipHost: source.SIP_HOST || "127.0.0.1",
    sipPort: port(source, "SIP_PORT", 5060),
    rtpPorts: portRange(source, "RTP_PORTS", "20000-29999"),
    carrier: choice(source, "CARRIER", demo ? ["on", "off"] : ["off", "on"]) === "on",
    carrierSipPort: port(source, "CARRIER_SIP_PORT", 5070),
    carrierCalls: integer(source, "CARRIER_CALLS", demo ? 2 : 0, 0, 600),
    mediaEngine: choice(source, "MEDIA_ENGINE", ["embedded", "rtpengine"]),
    demoPassword: source.DEMO_PASSWORD || "clover-demo",
    voiceLinkPort: source.VOICE_LINK_PORT ? port(source, "VOICE_LINK_PORT") : undefined,
    carrierControlPort: source.CARRIER_CONTROL_PORT ? port(source, "CARRIER_CONTROL_PORT") : undefined,
  };
  if (!net.isIP(settings.sipHost)) refuse("SIP_HOST", settings.sipHost, "it must be an IP address of this machine");
  if (settings.demoPassword.length < 8) throw new Told("DEMO_PASSWORD is not right: it must have at least 8 characters");
  const { from, to } = settings.rtpPorts;
  for (const [name, value] of [
    ["SIP_PORT", settings.sipPort],
    ...(settings.carrier ? [["CARRIER_SIP_PORT", settings.carrierSipPort]] : []),
  ])
    if (value >= from && value <= to) refuse(name, value, `it lies within RTP_PORTS ${from}-${to}`);
  if (settings.carrier && settings.carrierSipPort === settings.sipPort)
    refuse("CARRIER_SIP_PORT", settings.carrierSipPort, "it is the same as SIP_PORT");
  return settings;
}

const listenTcp = (portNumber, host) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen({ port: portNumber, host, exclusive: true }, () => server.close(() => resolve()));
  });

const listenUdp = (portNumber, host) =>
  new Promise((resolve) => {
    const socket = dgram.createSocket(net.isIPv6(host) ? "udp6" : "udp4");
    socket.once("error", (error) => resolve(error.code));
    socket.bind({ port: portNumber, address: host, exclusive: true }, () => socket.close(() => resolve()));
  });

async function checkPort(protocol, portName, portNumber, hostName, host) {
  const code = await (protocol === "UDP" ? listenUdp : listenTcp)(portNumber, host);
  const other = `choose another with ${portName}=…`;
  if (code === "EADDRINUSE") throw new Told(`${portName}: ${protocol} port ${portNumber} of ${host} is taken by another program; ${other}`);
  if (code === "EACCES") throw new Told(`${portName}: this user may not listen on ${protocol} port ${portNumber}; ${other}`);
  if (code) refuse(hostName, host, `this machine cannot listen on that address (${code})`);
}

/** Folder by folder: Node's own `recursive` never returns where nothing can be made at all, such as below /proc. */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

export function checkFolder(dataDir) {
  try {
    makeFolder(dataDir);
    writeFileSync(path.join(dataDir, ".writable"), "");
  } catch (error) {
    throw new Told(`DATA_DIR=${dataDir} is not right: it cannot be written (${error.code})`);
  }
}

/** Checks that every port is free and DATA_DIR can be written, and chooses the internal ports. Returns the settings completed. */
export async function claimSettings(settings) {
  checkFolder(settings.dataDir);
  await checkPort("TCP", "PORT", settings.port, "HOST", settings.host);
  for (const protocol of ["UDP", "TCP"]) {
    await checkPort(protocol, "SIP_PORT", settings.sipPort, "SIP_HOST", settings.sipHost);
    if (settings.carrier) await checkPort(protocol, "CARRIER_SIP_PORT", settings.carrierSipPort, "CARRIER_SIP_PORT", "127.0.0.1");
  }
  const { voiceLinkPort = await freePort(), carrierControlPort = await freePort() } = settings;
  await checkPort("TCP", "VOICE_LINK_PORT", voiceLinkPort, "VOICE_LINK_PORT", "127.0.0.1");
  await checkPort("TCP", "CARRIER_CONTROL_PORT", carrierControlPort, "CARRIER_CONTROL_PORT", "127.0.0.1");
  return { ...settings, voiceLinkPort, carrierControlPort };
}

/** A random secret kept in DATA_DIR, readable by the owner alone; one given in the environment wins. */
export function secret(dataDir, name) {
  if (process.env[name]) return process.env[name];
  const file = path.join(dataDir, "secrets", name);
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  return readFileSync(file, "utf8");
}

/** Where people reach the product. */
export const appUrl = ({ appUrl: given, host, port: portNumber }) => {
  const name = ["0.0.0.0", "::"].includes(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return given ?? `http://${name}:${portNumber}`;
};

/** Where the api answers on this machine. */
export const apiUrl = ({ host, port: portNumber }) =>
  appUrl({ host: ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host, port: portNumber });

/** The environment of the programs. They find the secrets that are not set in DATA_DIR, or make them there. */
export const programEnv = (settings, databaseUrl) => ({
  DATABASE_URL: databaseUrl,
  PORT: String(settings.port),
  HOST: settings.host,
  APP_URL: appUrl(settings),
  DATA_DIR: settings.dataDir,
  RECORDINGS_DIR: path.join(settings.dataDir, "recordings"),
  SIP_TRACES_DIR: path.join(settings.dataDir, "sip-traces"),
  API_URL: apiUrl(settings),
  WEB_ROOT: path.join(root, "apps/web/dist"),
  PROMPTS_DIR: path.join(root, "packages/media/prompts"),
  SIP_HOST: settings.sipHost,
  SIP_PORT: String(settings.sipPort),
  RTP_PORTS: `${settings.rtpPorts.from}-${settings.rtpPorts.to}`,
  MEDIA_ENGINE: settings.mediaEngine,
  CARRIER_SIP_PORT: String(settings.carrierSipPort),
  CARRIER_CALLS: String(settings.carrierCalls),
  CARRIER_CONTROL_PORT: String(settings.carrierControlPort),
  VOICE_LINK_PORT: String(settings.voiceLinkPort),
  VOICE_LINK_URL: `ws://127.0.0.1:${settings.voiceLinkPort}`,
  DEMO: settings.demo ? "on" : "off",
  ...(!settings.demo && { SET_UP_CODE: secret(settings.dataDir, "SET_UP_CODE") }),
  DEMO_PASSWORD: settings.demoPassword,
  ...(settings.redisUrl && { REDIS_URL: settings.redisUrl }),
});
