package cn.fuhan.intake;

import cn.fuhan.reply.Finding;
import cn.fuhan.reply.Letter;
import java.util.List;

/**
 * What was read from a page, a document or a text: the draft with its text as found, and everything
 * that staff should know about it. Nothing suspicious is taken out silently.
 */
public record Reading(Letter letter, List<Finding> findings) {

    public Reading {
        findings = List.copyOf(findings);
    }
}
