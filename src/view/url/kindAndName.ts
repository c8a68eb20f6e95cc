/** A workload as events and our own alert rules write it: `Deployment/web`. */
export const KIND_AND_NAME = /^[A-Z]\w*\/./;
