(** What the headline theorems assume: each line that follows must read "Closed under the global context". *)

From Catproof Require Import Catproof.

(** General theory. *)
Print Assumptions yoneda_lemma.
Print Assumptions yoneda_lemma_natural_in_object.
Print Assumptions yoneda_lemma_natural_in_task.
Print Assumptions universal_element.
Print Assumptions representing_object_unique.
Print Assumptions yoneda_ideal.
Print Assumptions via_ideal.
Print Assumptions generated_iff_onto.
Print Assumptions theorem_1.
Print Assumptions yoneda_tuning.
Print Assumptions lan_universal.
Print Assumptions tuning_by_quotient.
Print Assumptions full_and_faithful_tunes.
Print Assumptions extension_extends.
Print Assumptions extension_universal.
Print Assumptions extension_unique.
Print Assumptions setoid_colimit.
Print Assumptions theorem_2_setoids.
Print Assumptions alignment.
Print Assumptions aligned_object_unique.
Print Assumptions structure.
Print Assumptions theorem_3.
Print Assumptions density.

(** Graded categories. *)
Print Assumptions graded_yoneda_lemma.
Print Assumptions graded_universal.
Print Assumptions accounts_trans.
Print Assumptions graded_ideal_prompts.
Print Assumptions graded_tuning_spec.
Print Assumptions recalibrated_spec.
Print Assumptions closure_least.
Print Assumptions under_test.
Print Assumptions graded_lan_universal.
Print Assumptions graded_ran_universal.
Print Assumptions weighting_is_coweighting.
Print Assumptions magnitude_unique.
Print Assumptions magnitude_by_unique.
Print Assumptions euler_unique.

(** Soundness of the checks, both truth values: all at once, as each walks through the same lemmas on numbers. *)
Definition tables_are_what_they_say := (category, @task, functor).
Definition prompting_checks :=
  (@represents_true, @represents_false, @representable_true, @representable_false,
   @yoneda_solves_by_true, @yoneda_solves_by_false, @yoneda_solves_true, @yoneda_solves_false,
   @via_solves_by_true, @via_solves_by_false, @via_solves_true, @via_solves_false).
Definition functor_checks :=
  (@full_true, @full_false, @faithful_true, @faithful_false, @fully_faithful_true, @fully_faithful_false,
   @embedding_true, @embedding_false, @generalizes_true, @generalizes_false, @via_ideal_true, @via_ideal_false).
Definition other_checks :=
  (@isomorphic_true, @isomorphic_false, @rank_is, @familial_true, @familial_false, @via_tuning_true, @via_tuning_false).
Definition decisions :=
  (@decides_not, @decides_and, @decides_or, @decides_implies, @decides_iff, @decides_forall, @decides_exists, @decides_unique,
   @decides_number, @decides_rank, @decides_eq, @decides_lt, @decides_le, @decides_gt, @decides_ge, @decides_objects,
   @decides_arrows, @decides_elements, @decides_same_arrows, @decides_same_elements, @table_category, @table_task,
   @finite_opposite, @finite_yoneda, @finite_pullback, @finite_product, @finite_task_sum, @finite_terminal, @finite_empty,
   @decides_represents, @decides_representable, @decides_solves_by, @decides_solves, @decides_via_solves_by,
   @decides_fully_faithful, @decides_via_ideal, @decides_generalizes, @decides_yoneda_ideal, @decides_yoneda_tuning,
   @universal_definition, @represents_definition, @fully_faithful_definition, @iso_definition, @decides_tuning, @corresponds_spec, @decides_familial_tabled,
   @decides_iso_tabled_left, @decides_iso_tabled_right, @decides_represents_tabled, @decides_representable_tabled,
   @decides_solves_by_tabled, @decides_solves_tabled, @decides_tuning_tabled, @ranked_tabled, @count_well_defined, @finite_task_family).
Definition structures :=
  (@presents_spec, @presents_group_spec, @every_transformation, @every_functor, @every_natural_transformation, @every_task, @every_category, @every_order, @check_numbers_spec, @check_over_spec, @model, @isomorphic_models_spec, @ideal_model_spec, @adjunction_universal, @generalizes_from_spec, @written, @isomorphic_components,
   @clauses_refuted_spec, @rules_refuted_spec, @map_clauses_hold, @isomorphic_refuted, @no_functor_spec, @isomorphic_categories_refuted,
   @natural_isomorphism_refuted, @isomorphic_categories_found, @natural_isomorphism_found, @listed_map, @listed_transformations, @listed_functors,
   @finite_transformations, @finite_natural_transformations, @finite_the_value, @finite_functors, @finite_tasks, @finite_categories, @finite_posets, @isomorphic_posets, @isomorphic_equivalence, @iso_tasks,
   @decides_iso, @decides_naturally_isomorphic, @decides_left_adjoint, @decides_generalizes_from, @decides_isomorphic_categories,
   @decides_classes, @decides_rank_found, @decides_familial, @decides_isomorphic, @decides_tuning_found, @decides_representable_found,
   @decides_full_found, @decides_faithful_found, @decides_fully_faithful_found, @decides_embedding_found,
   @decides_via_solves_by_found, @decides_via_solves_found).
Definition constructions :=
  (@inclusion_fully_faithful, @finite_full, @linked_spec, @settled_iso, @lan_task_iso, @finite_lan, @maps_from_iso, @finite_ran, @finite_power,
   @every_cone, @finite_cones, @finite_omega, @right_adjoints_preserve, @fully_faithful_reflect, @not_preserved, @not_reflected, @decides_preserves_limits, @decides_reflects_limits).
Definition graded_checks :=
  (metric, prob, fuzzy, lukasiewicz, truth_values, @accounts_refl, @decides_leq, @decides_less, @decides_below, @decides_points,
   @decides_graded_tuning_within, @decides_graded_tuning, @decides_recalibrated_within, @decides_recalibrated, @finite_scores_table,
   @check_graded_spec, @graded_category, @graded_task, @graded_functor, @values_of, @finite_closure, @finite_under,
   @least_cover_spec, @least_but_spec, @rank_missing_found, @decides_rank_missing, @decides_prompt_rank, @decides_prompt_rank_within, @decides_graded_generalizes, @decides_graded_generalizes_within, @finite_level, @level_spec,
   @graded_table, @finite_category_of, @refuted_by, @lawful_scores_spec, @lawful_values_spec, @numbers_between, @Qle_bool_false,
   @Qle_bool_less, @some_task, @not_every_task, @graded_restrict, @sum_over_permutation, @magnitude_found, @magnitude_by_found,
   @euler_found, @decides_magnitude, @decides_magnitude_by, @decides_euler).
Definition invariance :=
  (@kept_self, @kept_not, @kept_and, @kept_or, @kept_implies, @kept_iff, @kept_forall, @kept_exists, @kept_unique, @kept_number, @kept_classes,
   @kept_compared, @same_count, @kept_same_arrow, @kept_equal_arrows, @kept_equal_objects, @kept_equal_elements, @kept_isomorphic_functors,
   @kept_fully_faithful, @kept_generalizes, @kept_via_ideal, @kept_iso, @kept_rank, @kept_familial, @kept_yoneda_tuning, @kept_yoneda_ideal,
   @kept_yoneda_solves, @kept_yoneda_solves_by, @kept_via_solves_by, @kept_via_solves, @kept_via_tuning, @kept_isomorphic_categories,
   @composite_moved, @identity_moved, @value_on_moved, @composite_functor_moved, @restriction_moved, @pullback_moved, @represented_moved,
   @matched_categories, @matched_posets, @matched_tasks, @matched_tabled_functors, @of_all, @kept_equal_maps, @matched_maps, @matched_transformations,
   @paired_transformations, @yoneda_moved, @pullback_task_moved, @terminal_moved, @empty_moved, @product_moved, @sum_moved, @lan_moved, @lan_map_moved, @kan_unit_moved,
   @kan_counit_moved, @ran_moved, @ran_map_moved, @ran_unit_moved, @ran_counit_moved, @power_moved, @evaluation_moved, @curry_moved, @copair_map_moved,
   @matched_natural, @matched_listed, @paired_listed, @full_moved, @inclusion_moved, @kept_listed, @kept_generalizes_from, @kept_left_adjoint,
   @same_tabled, @kept_functor_number, @kept_one_functor, @opposite_moved, @opposite_functor_moved, @constant_moved, @cones_moved, @kept_preserves_limits,
   @kept_reflects_limits, @kept_preserves_colimits, @kept_reflects_colimits, @kept_limit, @kept_colimit, @omega_moved).
Definition reading := (@order_spec, @Said.declares_order, @Said.declares_presented, @Said.declares_group, @Said.sentence, @Names.same_written, @Names.same_there, @Said.claimed_implies_denied, Said.sentence_of).
Definition all_checks := (graded_checks, tables_are_what_they_say, prompting_checks, functor_checks, other_checks, decisions, structures, constructions, invariance, reading).
Print Assumptions all_checks.
