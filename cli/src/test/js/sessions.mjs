// Reads calls as JSON from standard input, and prints what the client makes of each.
import { createClerkClient } from '@clerk/backend';
import { text } from 'node:stream/consumers';

const { apiUrl, calls } = JSON.parse(await text(process.stdin));
const results = [];
for (const { secretKey, params, sessionId } of calls) {
  try {
    const client = createClerkClient({ secretKey, apiUrl, telemetry: { disabled: true } });
    if (sessionId) {
      results.push({ session: await client.sessions.getSession(sessionId) });
      continue;
    }
    const { data, totalCount } = await client.sessions.getSessionList(params);
    results.push({ data, totalCount });
  } catch (error) {
    results.push({
      status: error.status ?? null,
      codes: (error.errors ?? []).map(({ code }) => code),
      traceId: error.clerkTraceId ?? null,
      retryAfter: error.retryAfter ?? null,
      message: String(error.message),
    });
  }
}
process.stdout.write(JSON.stringify(results));
