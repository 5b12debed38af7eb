package cn.fuhan.wechat;

import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates that this installation has, by what they tell of. */
@Singleton
class Templates {

    private final Map<Happening, Template> templates = new EnumMap<>(Happening.class);

    Templates(WeChatSettings settings) {
        add(Happening.RECEIPT_RECEIVED, settings.template().receiptReceived());
        add(Happening.ANSWERED, settings.template().answered());
        add(Happening.REVISED, settings.template().revised());
        add(Happening.PROGRESS, settings.template().progress());
        add(Happening.REMINDER, settings.template().reminder());
    }

    private void add(Happening happening, Optional<String> setting) {
        setting.map(Template::parse).ifPresent(t -> templates.put(happening, t));
    }

    Map<Happening, Template> all() {
        return templates;
    }

    Optional<Template> of(Happening happening) {
        return Optional.ofNullable(templates.get(happening));
    }

    /** Whether one of these is the template of this. */
    boolean among(List<String> ids, Happening happening) {
        return of(happening).filter(t -> ids.contains(t.id())).isPresent();
    }

    boolean knows(String id) {
        return templates.values().stream().anyMatch(t -> t.id().equals(id));
    }
}
