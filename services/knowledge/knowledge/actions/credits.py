"""Tell the community what the people are due whose topic became an article that helps."""

from knowledge.model import facts
from knowledge.model.article import Article
from knowledge.model.credit import Credit
from knowledge.store import credits
from portalkit.database import Transaction


def settle_credit(tx: Transaction, article: Article) -> None:
    """Tell how many people an article has helped, if it credits somebody and the number is another one. It is held."""
    if not article.credits:
        return
    helped, known = credits.helped(tx, article.id, article.credits), credits.find(tx, article.id)
    if known is None and helped:
        credits.add(tx, known := Credit(article.id, helped))
    elif known is not None and known.helpful != helped:
        known = credits.change(tx, known, helped)
    else:
        return
    tx.publish("knowledge.credit.changed.v1", known, facts.credit(known, article))
