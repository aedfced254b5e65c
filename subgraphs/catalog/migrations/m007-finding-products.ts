import { Migration } from '@mikro-orm/migrations';

/** The text of a product that is searched: its name, its MPN with and without what separates its parts, and what else is said. */
const TEXT = `concat_ws(' ', new.name, new.mpn, regexp_replace(new.mpn, '[^[:alnum:]]+', '', 'g'), new.description, new.vendor_name)`;
const STEMMED = `concat_ws(' ', new.name, new.description)`;

/**
 * Products are found by words with single spaces between them, and by the stems of English and German words. Triggers keep
 * both, so that processes of the release before keep them as well.
 *
 * What can be bought of a product is a set of ways to buy. Many products have the same set, and each set is written once,
 * under the hash of its content. A product has the set that it has since a version of its vendor's list, and the one before.
 */
export class M007FindingProducts extends Migration {
  override up(): void {
    this.words();
    this.ways();
    this.existingWays();
    this.margins();
  }

  /** The rules that reach one plan, when thousands of prices are compared with a range. */
  private margins(): void {
    this.addSql('create index margin_of_plan on catalog.margin (seller_id, plan_id) where plan_id is not null');
    this.addSql(
      'create index margin_of_product on catalog.margin (seller_id, product_id) where product_id is not null',
    );
    this.addSql(`create index margin_of_many on catalog.margin (seller_id)
      where plan_id is null and product_id is null`);
  }

  private words(): void {
    this.addSql('alter table catalog.product add column words text, add column stems tsvector');
    this.addSql(`create function catalog.keep_product_words() returns trigger language plpgsql as $$
      begin
        new.words := ' ' || regexp_replace(lower(${TEXT}), '[^[:alnum:]]+', ' ', 'g') || ' ';
        new.stems := strip(to_tsvector('pg_catalog.english', ${STEMMED}) || to_tsvector('pg_catalog.german', ${STEMMED}));
        return new;
      end $$`);
    this.addSql(`create trigger product_words before insert or update of name, mpn, description, vendor_name
      on catalog.product for each row execute function catalog.keep_product_words()`);
    this.vocabulary();
    this.addSql('update catalog.product set name = name');
    this.addSql('create index product_words on catalog.product using gin (words public.gin_trgm_ops, stems)');
    this.addSql('create index product_name_words on catalog.product using gin (name_key public.gin_trgm_ops)');
  }

  /**
   * The words of all products, in which it is looked up what somebody meant who mistyped one. A word may be there twice: a
   * unique index would make imports wait for each other. None is taken away, since a word too many finds nothing.
   */
  private vocabulary(): void {
    this.addSql('create table catalog.product_word (word text collate "C" not null)');
    this.addSql('create index product_word_itself on catalog.product_word (word)');
    this.addSql('create index product_word_parts on catalog.product_word using gin (word public.gin_trgm_ops)');
    this.addSql(`create function catalog.keep_product_vocabulary() returns trigger language plpgsql as $$
      begin
        insert into catalog.product_word (word)
        select distinct word from regexp_split_to_table(new.words, ' ') as word
        where word ~ '^[[:alpha:]]{4,}$'
          and not exists (select 1 from catalog.product_word as known where known.word = word.word);
        return null;
      end $$`);
    this.addSql(`create trigger product_vocabulary after insert or update of name, mpn, description, vendor_name
      on catalog.product for each row execute function catalog.keep_product_vocabulary()`);
  }

  private ways(): void {
    this.addSql(`create table catalog.sold_way (
      set_id text collate "C" not null,
      segment text collate "C" not null,
      market text collate "C" not null,
      currency text collate "C" not null,
      term text collate "C",
      billing_cycle text collate "C" not null,
      ends_at timestamptz,
      unique nulls not distinct (set_id, segment, market, currency, term, billing_cycle)
    )`);
    this.addSql('create index sold_way_market on catalog.sold_way (market, segment, set_id)');
    this.addSql(`alter table catalog.product
      add column ways text collate "C",
      add column ways_since int not null default 0,
      add column ways_before text collate "C"`);
    this.addSql(`create index product_offered on catalog.product (vendor_id, category, id)
      include (listed_since, listed_until, sale_ends, ways, ways_since, ways_before)`);
  }

  /** The same as an import writes for its version. */
  private existingWays(): void {
    this.addSql(`create temporary table sold on commit drop as
      select plan.product_id, plan.segment, plan.market, plan.currency, plan.term, plan.billing_cycle,
        nullif(max(coalesce(period.valid_to, 'infinity')), 'infinity') as ends_at
      from catalog.plan
      join catalog.product on product.id = plan.product_id
      join catalog.vendor on vendor.id = product.vendor_id
      join catalog.price_period as period on period.plan_id = plan.id and period.since_version <= vendor.price_version
        and (period.until_version is null or period.until_version > vendor.price_version)
      group by plan.id`);
    this.addSql(`create temporary table offered on commit drop as
      select product_id, md5(string_agg(concat_ws('|', segment, market, currency, coalesce(term, ''), billing_cycle,
        coalesce(extract(epoch from ends_at)::text, '')), ',' order by segment, market, currency, term, billing_cycle)) as set_id
      from sold group by product_id`);
    this.addSql(`insert into catalog.sold_way (set_id, segment, market, currency, term, billing_cycle, ends_at)
      select set_id, segment, market, currency, term, billing_cycle, ends_at
      from (select distinct on (set_id) set_id, product_id from offered) as one join sold using (product_id)`);
    this.addSql(`update catalog.product set ways = set_id from offered where offered.product_id = product.id`);
  }
}
