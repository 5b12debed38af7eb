package cn.fuhan.reply;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class Replies implements PanacheRepositoryBase<Reply, Long> {}
