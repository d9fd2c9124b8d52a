-- What is compared is the price of a procedure, not that of a point.
update vf.agreement_term
   set price_ore = case
         when price ->> 'model' = 'cost-based' then null
         when price ->> 'model' in ('drg-points', 'subscription')
           then round((price ->> 'unitOre')::numeric * (price ->> 'points')::numeric
                      * coalesce((price ->> 'factor')::numeric, 1))
         else round((price ->> 'unitOre')::numeric * coalesce((price ->> 'factor')::numeric, 1))
       end
 where price ->> 'unitOre' is not null;
