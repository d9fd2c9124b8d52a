package se.vardformedling.referral;

/**
 * The machines as tables: a new step is a new row. Rows and names follow BSeR, e-RS and the HL7
 * Clinical Order Workflows guide; where a simpler machine does the same, ADR 030 says why.
 */
final class Machines {

  /** The case itself. Rows without a verb are the server's own: the case follows its Tasks. */
  static final Machine CASE =
      Machine.read(
          "case-state",
          """
          need-draft              draft            1
          need-registered         requested        1
          need-assessment         received         1
          need-assessed           accepted         1
          searching               in-progress      2
          inquiring               in-progress      2
          provider-proposed       in-progress      2
          patient-offered         in-progress      3
          patient-accepted        in-progress      3
          provider-selected       in-progress      3
          documents-sent          in-progress      3
          documents-received      in-progress      3
          scheduled               in-progress      4
          performed               in-progress      4
          followed-up             in-progress      5
          settled                 completed        5
          cancellation-requested  in-progress      4
          awaiting-information    on-hold
          patient-unavailable     on-hold
          medically-paused        on-hold
          patient-no-answer       on-hold          3
          need-declined           rejected         1
          closed-home-unit        completed
          closed-withdrawn        cancelled
          closed-patient-declined cancelled
          closed-no-provider      failed
          entered-in-error        entered-in-error
          """,
          """
          @new      = need-draft need-registered need-assessment
          @seeking  = need-assessed searching inquiring provider-proposed patient-offered patient-accepted
          @selected = provider-selected documents-sent documents-received
          @paused   = patient-unavailable medically-paused
          @payment  = payment-number payment-region payment-valid-to payment-care payment-approver
          @held     = awaiting-information patient-unavailable medically-paused patient-no-answer
          """,
          """
          C01  | -                    | -                                              | need-draft              | RC BR  |
          C02  | register             | need-draft                                     | need-registered         | RC BR  |
          C03  | claim                | need-registered                                | need-assessment         | BR     |
          C04  | decline              | need-assessment                                | need-declined           | BR     | because need-status-reason
          C05  | request-information  | need-assessment @seeking                       | awaiting-information    | BR     | needs question
          C06  | resume               | awaiting-information                           | <previous>              | RC BR SYS |
          C07  | assess               | need-assessment                                | need-assessed           | BR     |
          C08  | start-search         | need-assessed                                  | searching               | BR SYS |
          C09  | -                    | searching                                      | inquiring               | SYS    |
          C10  | -                    | inquiring                                      | provider-proposed       | SYS    |
          C11  | -                    | inquiring provider-proposed                    | searching               | SYS    |
          C12  | -                    | provider-proposed                              | patient-offered         | SYS    |
          C13  | -                    | patient-offered patient-no-answer              | patient-accepted        | SYS    |
          C14  | -                    | patient-offered patient-no-answer              | searching               | SYS    |
          C15  | -                    | patient-offered                                | patient-no-answer       | SYS    |
          C16  | select               | patient-accepted                               | provider-selected       | BR     | may inquiry despite-ended @payment, if selectable
          C17  | documents-sent       | provider-selected                              | documents-sent          | RC SYS |
          C18  | documents-received   | documents-sent                                 | documents-received      | RC SYS |
          C17b | documents-sent       | scheduled                                      | <same>                  | RC SYS |
          C18b | documents-received   | scheduled                                      | <same>                  | RC SYS |
          C17c | documents-sent       | @paused cancellation-requested                 | <same>                  | RC SYS | if ordered
          C18c | documents-received   | @paused cancellation-requested                 | <same>                  | RC SYS | if ordered
          C19  | -                    | @selected                                      | scheduled               | SYS    |
          C20  | -                    | @selected scheduled                            | performed               | SYS    |
          C21  | follow-up            | performed                                      | followed-up             | RC BR  | may travel-cost companion-cost
          C21b | record-cost          | scheduled performed followed-up                | <same>                  | BR     | needs travel-cost, may companion-cost
          C22  | settle               | followed-up                                    | settled                 | BR SYS |
          C23a | pause-by-patient     | @seeking @selected scheduled                   | patient-unavailable     | BR     | needs offered-date informed-date refused-date, may paused-from until
          C23b | pause-medical        | @seeking @selected scheduled                   | medically-paused        | BR     | needs assessed-date, may paused-from until
          C24  | resume               | @paused                                        | <previous>              | BR SYS | may resumed-on
          C25  | -                    | @selected scheduled                            | searching               | SYS    |
          C26  | close-home-unit      | @seeking @held                                 | closed-home-unit        | RC BR  | if not-begun
          C27  | withdraw             | @new @seeking @held                            | closed-withdrawn        | RC BR  | because cancel-reason, if not-begun
          C28  | withdraw             | @selected                                      | closed-withdrawn        | BR     | because cancel-reason, if not-begun
          C29  | request-cancellation | scheduled                                      | cancellation-requested  | BR     | because cancel-reason
          C30  | patient-declined     | patient-offered patient-no-answer              | closed-patient-declined | BR     | because patient-decline-reason
          C31  | -                    | cancellation-requested                         | closed-withdrawn        | SYS    |
          C32  | -                    | cancellation-requested                         | performed               | SYS    |
          C33  | -                    | cancellation-requested                         | scheduled               | SYS    |
          C34  | no-provider          | searching inquiring                            | closed-no-provider      | BR     | because need-status-reason
          C35  | enter-in-error       | @new @seeking @selected scheduled cancellation-requested @held | entered-in-error        | RC     | because cancel-reason
          C36  | reopen               | closed-patient-declined closed-no-provider     | <same>                  | BR     | if reopenable
          C37  | -                    | provider-proposed                              | inquiring               | SYS    |
          C38  | -                    | patient-offered patient-accepted patient-no-answer | searching               | SYS    |
          C39  | -                    | patient-accepted @selected                     | searching               | SYS    |
          """);

  /** A question to one provider: can you take the patient? */
  static final Machine INQUIRY =
      Machine.read(
          "inquiry-state",
          """
          draft                draft
          requested            requested
          received             received
          awaiting-information on-hold
          offer-made           accepted
          declined             rejected
          offer-withdrawn      rejected
          withdrawn            cancelled
          expired              failed
          selected             completed
          not-selected         cancelled
          """,
          """
          @asked = requested received
          """,
          """
          I01  | -                   | -                                            | draft                | BR  |
          I02  | send                | draft                                        | requested            | BR  | if askable
          I03  | receive             | requested                                    | received             | RP  |
          I04  | accept              | @asked                                       | offer-made           | RP  | needs earliest-date, may valid-to price, if in-time
          I05  | reject              | @asked                                       | declined             | RP  | because inquiry-reject-reason
          I06  | request-information | @asked                                       | awaiting-information | RP  | needs question
          I06b | -                   | awaiting-information                         | received             | SYS |
          I07  | -                   | @asked awaiting-information offer-made       | expired              | SYS |
          I08  | withdraw            | draft @asked awaiting-information offer-made | withdrawn            | BR  |
          I09  | withdraw-offer      | offer-made                                   | offer-withdrawn      | RP  | because inquiry-reject-reason
          I10  | -                   | offer-made                                   | selected             | SYS |
          I11  | -                   | draft @asked awaiting-information offer-made | not-selected         | SYS |
          """);

  /** What the patient is offered; the broker writes down what the patient says. */
  static final Machine OFFER =
      Machine.read(
          "offer-state",
          """
          draft          draft
          requested      requested
          received       received
          no-answer      on-hold
          accepted       accepted
          rejected       rejected
          cancelled      cancelled
          patient-regret cancelled
          concluded      completed
          """,
          """
          @out  = requested received
          @told = wait-home wait-offered travel-reimbursement companion consequence-of-no contact
          """,
          """
          P01  | -               | -                    | draft          | BR     |
          P02  | send            | draft                | requested      | BR     | needs @told, if offerable
          P03  | reach           | requested            | received       | BR     | may contact
          P03b | attempt-contact | @out                 | <same>         | BR     | needs contact contact-outcome
          P04  | accept          | @out                 | accepted       | BR     | may inquiry despite-ended, if answerable
          P04b | accept-late     | no-answer            | accepted       | BR     | may inquiry despite-ended, because late-answer-reason, if answerable
          P05  | reject          | @out no-answer       | rejected       | BR     | may informed-date refused-date, because patient-decline-reason
          P06  | -               | @out                 | no-answer      | SYS    |
          P07  | cancel          | draft @out no-answer | cancelled      | BR SYS |
          P07b | -               | accepted             | cancelled      | SYS    |
          P08  | regret          | accepted             | patient-regret | BR     | because patient-decline-reason, if not-begun
          P09  | -               | accepted             | concluded      | SYS    |
          """);

  /** The order to the chosen provider. */
  static final Machine ORDER =
      Machine.read(
          "order-state",
          """
          order-sent             requested
          order-received         received
          order-accepted         accepted
          scheduled              in-progress
          no-show                in-progress
          appointment-cancelled  in-progress
          visit-completed        in-progress
          cancellation-requested in-progress
          on-hold                on-hold
          performed              completed
          declined               rejected
          unable-to-perform      failed
          returned               failed
          cancelled              cancelled
          """,
          """
          @sent  = order-sent order-received
          @begun = scheduled no-show appointment-cancelled visit-completed
          """,
          """
          O01  | -                  | -                                             | order-sent             | SYS |
          O02  | receive            | order-sent                                    | order-received         | RP  |
          O03  | accept             | @sent                                         | order-accepted         | RP  |
          O04  | reject             | @sent                                         | declined               | RP  | because order-fail-reason
          O05  | schedule           | order-accepted                                | scheduled              | RP  | needs date
          O06  | reschedule         | scheduled                                     | scheduled              | RP  | needs date
          O07  | no-show            | scheduled                                     | no-show                | RP  |
          O08  | cancel-appointment | scheduled no-show visit-completed             | appointment-cancelled  | RP  | needs cancelled-by
          O09  | schedule           | no-show appointment-cancelled visit-completed | scheduled              | RP  | needs date
          O10  | visit              | order-accepted scheduled visit-completed      | visit-completed        | RP  | needs visit-date
          O11  | perform            | order-accepted scheduled visit-completed      | performed              | RP  | needs performed-date, may kva
          O12  | fail               | order-accepted                                | unable-to-perform      | RP  | because order-fail-reason
          O13  | return             | @begun                                        | returned               | RP  | because order-fail-reason
          O14  | -                  | @sent order-accepted @begun on-hold           | cancelled              | SYS |
          O15  | -                  | @begun on-hold                                | cancellation-requested | SYS |
          O16  | -                  | cancellation-requested                        | cancelled              | SYS |
          O17  | perform            | cancellation-requested                        | performed              | RP  | needs performed-date, may kva
          O18  | -                  | cancellation-requested                        | <previous>             | SYS |
          O19  | hold               | order-accepted @begun                         | on-hold                | RP  | because hold-reason
          O19b | resume             | on-hold                                       | <previous>             | RP  |
          O20  | correct            | performed                                     | <same>                 | RP  | needs performed-date, may kva, if correctable
          O21  | confirm-documents  | @sent order-accepted @begun on-hold cancellation-requested | <same>    | RP  |
          """);

  /** A question that holds a case or an inquiry until it is answered. */
  static final Machine INFORMATION =
      Machine.read(
          "information-state",
          """
          requested requested
          answered  completed
          cancelled cancelled
          """,
          "",
          """
          Q01 | -      | -         | requested | BR RP SYS |
          Q02 | answer | requested | answered  | ASKED     | needs answer
          Q03 | cancel | requested | cancelled | ASKER SYS |
          """);

  /** The wish to take back an order that the provider has begun with. */
  static final Machine ABORT =
      Machine.read(
          "abort-state",
          """
          requested requested
          confirmed completed
          refused   rejected
          withdrawn cancelled
          overtaken failed
          """,
          "",
          """
          B01 | -        | -         | requested | SYS    |
          B02 | confirm  | requested | confirmed | RP     |
          B03 | refuse   | requested | refused   | RP     | because order-fail-reason
          B04 | withdraw | requested | withdrawn | BR SYS |
          B05 | -        | requested | overtaken | SYS    |
          """);

  private Machines() {}
}
