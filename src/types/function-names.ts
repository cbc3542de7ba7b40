/** Functions that take rows together: not computed from one row. */
export const AGGREGATE_FUNCTIONS: ReadonlySet<string> = words(`
  array_agg avg bool_and bool_or corr count every json_agg json_object_agg jsonb_agg jsonb_object_agg list_agg
  map_agg max min mz_all mz_any stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance`);

/** Functions of other rows than the one at hand. */
export const WINDOW_FUNCTIONS: ReadonlySet<string> = words(`
  dense_rank first_value lag last_value lead rank row_number`);

/** Functions that give rows. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = words(`
  csv_extract generate_series generate_subscripts jsonb_array_elements jsonb_array_elements_text jsonb_each
  jsonb_each_text jsonb_object_keys regexp_extract regexp_matches regexp_split_to_table unnest`);

/** Functions that look into the catalog: refused as subqueries are. */
export const CATALOG_FUNCTIONS: ReadonlySet<string> = words(`
  col_description format_type has_cluster_privilege has_connection_privilege has_database_privilege has_role
  has_schema_privilege has_secret_privilege has_system_privilege has_table_privilege has_type_privilege
  obj_description pg_get_constraintdef pg_get_expr pg_get_indexdef pg_get_ruledef pg_get_userbyid pg_get_viewdef
  pg_has_role pg_table_is_visible shobj_description to_regclass to_regproc to_regtype`);

/** Functions of the dialect that cannot be computed here. */
export const UNSUPPORTED_FUNCTIONS: ReadonlySet<string> = words(`
  age array_cat array_fill array_remove array_to_string constant_time_eq convert_from current_schemas
  current_setting date date_bin datediff decode digest encode hmac isempty jsonb_build_array jsonb_build_object
  jsonb_pretty list_length_max list_n_layers list_remove lower_inc lower_inf make_timestamp mz_environment_id
  mz_row_size normalize pg_column_size pg_size_pretty pg_typeof regexp_match regexp_replace
  regexp_split_to_array sha224 sha256 sha384 sha512 string_to_array timezone to_char to_jsonb upper_inc
  upper_inf uuid_generate_v5`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
