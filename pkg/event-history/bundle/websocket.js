/** Of undici the WebSocket alone; it is loaded when something is to be tailed. */
import socket from 'undici/lib/web/websocket/websocket.js';

export const { WebSocket } = socket;
