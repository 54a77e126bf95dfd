/** A sign of calls, in the colour of the text around it. For the eye alone: what it stands on has a name. */
Component({
  properties: {
    /** `phone`, `hang-up`, `mic`, `mic-off`, `camera`, `camera-off`, `screen`, `screen-off` or `devices`. */
    type: String,
    /** Width and height, px. */
    size: { type: Number, value: 24 },
  },
})
