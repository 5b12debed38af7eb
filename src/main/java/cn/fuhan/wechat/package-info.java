/**
 * WeChat (微信): log-in of the mini-program's users, messages to them, content checks, mini-program
 * codes and links. Its server API is called from here alone, and never while anybody sends a
 * receipt. Leans on {@code web}, {@code access}, {@code outbox}, {@code reply} and {@code receipt}.
 */
@NullMarked
package cn.fuhan.wechat;

import org.jspecify.annotations.NullMarked;
