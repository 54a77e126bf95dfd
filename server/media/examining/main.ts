import { jobs } from './jobs'
import { serve } from './serve'

/** The process that looks at what people send. It has neither the settings nor the secrets of the server. */
serve(jobs)
