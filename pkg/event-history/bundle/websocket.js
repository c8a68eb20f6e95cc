/** undici's WebSocket, which only a tail loads. */
import socket from 'undici/lib/web/websocket/websocket.js';

export const { WebSocket } = socket;
