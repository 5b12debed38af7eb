package cn.fuhan.access;

/** A proposer who is logged in. */
public record Proposer(long account, long session) {}
