/**
 * English message templates, one for each way a layer refuses. A template says what came, what is
 * allowed and how to mend it; `{name}` holes are filled from `LayerError.values`.
 * A translation keeps the codes and the holes.
 */
export const ERROR_TEMPLATES = {
  'unknown-layer': 'There is no layer class "{name}". Known classes: {allowed}.',
  'unknown-parameter':
    '{layer} has no parameter "{name}". Remove it, or use one of its parameters: {allowed}.',
  'misspelt-parameter':
    '{layer} has no parameter "{name}". Write "{suggestion}" instead. Its parameters: {allowed}.',
  'missing-parameter': '{layer} needs the parameter "{param}", which has no default. Give it a value.',
  'integer-min': '{param} must be a whole number of at least {min}; it is {value}. Give {min} or more.',
  'integer-or-none':
    '{param} must be a whole number or none; it is {value}. Leave it out or give a whole number.',
  integer: '{param} must be a whole number; it is {value}. Give a whole number.',
  'number-min': '{param} must be a number of at least {min}; it is {value}. Give {min} or more.',
  'number-range':
    '{param} must be a number from {min} to {max}; it is {value}. Choose a value in that range.',
  'not-a-number': '{param} must be a number; it is {value}. Give a number.',
  'tuple-size':
    '{param} must be one whole number or a list of {count}; it is {value}. Give one number, or a list of {count}.',
  'tuple-min':
    'Every entry of {param} must be a whole number of at least {min}; it is {value}. Raise the entries below {min}.',
  'axis-entries':
    '{param} must be a whole number or a list of whole numbers; it is {value}. Give the axis or the axes to work along.',
  'axis-range':
    '{param} names axis {axis}, but the input has {rank} dimension(s): {shape}. Choose an axis from -{rank} up to, but not including, {rank}.',
  'axis-twice':
    '{param} names the same axis twice: it is {value}, for input of shape {shape}. Name each axis once.',
  'target-shape-entries':
    '{param} must be a list of whole numbers, each 0 or more, with at most one -1; it is {value}. Mend the entry {entry}.',
  'noise-shape-entries':
    '{param} must be a list of whole numbers, or null for the size of the input; it is {value}. Mend the entry {entry}.',
  choice: '{param} must be one of {allowed}; it is {value}. Choose one of these.',
  'object-unknown':
    '{param} names {value}, which is not known. Use one of {allowed}, or an object with class_name and config.',
  'object-field-unknown': '{param}: {object} has no setting "{field}". It takes: {allowed}.',
  'object-field-missing': '{param}: {object} needs the setting "{field}". Add it to its config.',
  'object-field-number':
    '{param}: the setting "{field}" of {object} must be a number of at least {min}; it is {value}.',
  'object-field-integer': '{param}: the setting "{field}" of {object} must be a whole number; it is {value}.',
  'object-field-positive':
    '{param}: the setting "{field}" of {object} must be a number above 0; it is {value}.',
  'object-field-choice':
    '{param}: the setting "{field}" of {object} must be one of {allowed}; it is {value}.',
  'initializer-rank':
    '{param}: {object} makes weights of 2 dimensions only, but the weight "{weight}" has shape {shape}. Choose another initializer.',
  'initializer-rank-min':
    '{param}: {object} makes weights of 2 or more dimensions, but the weight "{weight}" has shape {shape}. Choose another initializer.',
  'initializer-abstract':
    '{param}: {object} is a base class and draws no values. Choose a concrete initializer.',
  'initializer-shape':
    '{param}: the values given have shape {value}, which does not fill the shape {shape} of "{weight}". Give one number or values of that shape.',
  'regularizer-rank':
    '{param}: {object} works on tensors of 2 dimensions, but this one has shape {shape}. Choose another regularizer.',
  'regularizer-dtype':
    '{param}: {object} takes floating point, but this is {dtype}. Cast the input to float32, or leave the regularizer out.',
  'name-slash': 'name must be text without "/"; it is {value}. Take the "/" out.',
  'dtype-unknown': 'dtype {value} is not known. Use float32, or another of {allowed}.',
  'dtype-unsupported': '{layer} does not compute in dtype {value} here. Use float32.',
  'call-argument': '{layer} takes no call argument "{name}". Leave it out; it takes {allowed}.',
  'input-count': '{layer} takes {expected} input(s) but was given {actual}.',
  'input-rank':
    '{layer} takes input of {expected} dimensions, but the input has {actual}: {shape}. Reshape the input.',
  'input-rank-min':
    '{layer} takes input of at least {expected} dimensions, but the input has {actual}: {shape}. Add a dimension, such as the batch, in front.',
  'input-axis':
    '{layer} was built for {expected} along axis {axis}, but this input has {actual}: {shape}. Give input of the size it was built for, or make a new layer.',
  'input-dimension-unknown':
    '{layer} must know the size of axis {axis} to make its weights, but the input shape is {shape}. Give that axis a size.',
  'input-empty':
    '{layer} needs at least one entry along axis {axis}, but the input has shape {shape}. Give it some input there.',
  'filters-groups':
    'filters must be a multiple of groups, but filters={filters} and groups={groups}. Change one of them.',
  'channels-groups':
    'The input channels must be a multiple of groups, but the input has {channels} channels and groups={groups}. Change groups or the input.',
  'strides-dilation':
    'strides above 1 and dilation_rate above 1 do not go together, but strides={strides} and dilation_rate={dilation_rate}. Set one of them to 1.',
  'output-padding':
    'output_padding along spatial axis {axis} may be at most {max} where strides is {strides} and padding is "{padding}", but it is {value}. Lower it (leave it out instead of 0), or raise strides.',
  'window-too-large':
    'The window spans {span} along axis {axis} of the input, but the input has only {size} there (shape {shape}), so no output is left. Make {param} smaller, use padding "same", or give a larger input.',
  'padding-implementation':
    'padding {padding} does not go together with implementation {implementation}. Use padding "valid", or implementation 2 or 3.',
  'reshape-unknown':
    'target_shape may hold -1 only once, but it is {value}. Replace all but one -1 with sizes.',
  'reshape-size':
    'Each sample has {size} values (shape {shape}), but target_shape {value} holds {target}. Change target_shape so that its entries multiply to {size}, or let one entry be -1.',
  'reshape-indivisible':
    'The -1 in target_shape {value} cannot be solved: {size} values (shape {shape}) do not divide by {target}. Change the other entries so that they divide {size}.',
  'index-range':
    'The input holds the index {value} at position {position}, but input_dim is {input_dim}, so indices go from 0 to {max}. Raise input_dim or mend the index.',
  'input-float':
    '{layer} in training takes input of floating point, but the input is {dtype}. Cast it to float32 first.',
  'rate-one':
    '{param} is 1, which would drop everything and divide by zero when scaling. Use a rate below 1.',
  'noise-shape':
    'noise_shape {value} does not broadcast against the input shape {shape}. Make each entry 1, null or the size of the input along that axis.',
  'lora-constraint':
    'lora_rank does not go together with {constraint}. Take the constraint away, or leave lora_rank out.',
  'states-count':
    'initial_state must be a list of {expected} tensors, but {actual} came. Give one tensor for each state.',
  'states-shape':
    'initial_state number {index} has shape {value}, but it must be {expected}. Give states of that shape.',
  'states-symbolic':
    'The input and initial_state must both hold values or both be symbolic, but only one of them is symbolic. Give both in the same form.',
  'cell-states-count':
    '{layer} takes {expected} state(s) beside its input, but {actual} came. Give states: one tensor for each.',
  'cell-states-shape':
    'State number {index} has shape {value}, but it must be {expected}. Give states of that shape.',
  'cell-expected':
    '{param} must be a recurrent cell, a layer with a stateSize, or a list of them; it is {value}. Give one such as LSTMCell.',
  'mask-shape':
    'The mask has shape {value}, but the input has shape {shape}. Give a mask of shape {expected}: one entry a time step.',
  'axis-batch':
    '{param} is {axis}, which stands for the batch in input of shape {shape}. Choose another axis.',
  groups:
    '{param} must be a whole number of at least 1, or -1 for one group a channel; it is {value}. Give 1 or more, or -1.',
  'kernel-missing':
    '{layer} needs a layer with a weight named kernel or embeddings, and {inner} has neither. Give another {param}.',
  'kernel-adapted':
    '{layer} cannot normalize a kernel that LoRA adapts. Leave lora_rank out of the layer inside, or do not train it.',
  'mask-broadcast':
    'The mask has shape {value}, but the input has shape {shape}. Give a mask of shape {expected}.',
  'stateful-batch':
    'stateful=true needs a fixed batch size, but the input shape is {shape}. Give the batch a size.',
  'cudnn-missing': 'use_cudnn=true asks for a cuDNN device, and there is none here. Use "auto" or false.',
  'weights-count': '{layer} has {expected} weights ({names}), but {actual} were given.',
  'weights-shape':
    'The weight "{weight}" has shape {expected}, but values of shape {actual} were given. Give values of shape {expected}.',
  'weights-values':
    '{param} must be numbers of shape {expected}, but its shape is {actual}. Give values of shape {expected}.',
  'weights-broadcast':
    '"{weight}" has shape {value}, which does not fit input of shape {shape}. Give input of the size the layer was built for, or change {param}.',
  'not-built': '{layer} has no weights yet. Call it once, or build it with an input shape, first.',
  'layer-expected':
    '{param} must be a layer; it is {value}. Give a layer, or an object with class_name and config.',
  'layer-abstract':
    '{layer} is a base class and computes nothing by itself. Use a layer that is made from it, or extend it.',
  'inner-outputs':
    '{layer} takes a layer of one output, but {inner} gives {actual}. Turn return_state off in it, or take another layer.',
  'recurrent-expected':
    '{param} must be a recurrent layer, with go_backwards, return_sequences and return_state; it is {value}. Use RNN, SimpleRNN, GRU, LSTM or a ConvLSTM.',
  'list-expected': '{param} must be a list; it is {value}. Give a list, or leave it out.',
  'bidirectional-direction':
    'One of the two layers must read forwards and the other backwards, but go_backwards is {value} in both. Change go_backwards in {param}.',
  'bidirectional-differ':
    '{setting} must be the same in both layers, but it is {forward} in the forward one and {backward} in the backward one. Change one of them.',
  'bidirectional-stateful':
    '{layer} does not take a layer that is stateful and has return_state. Turn one of the two off.',
  'bidirectional-merge':
    'merge_mode {value} needs outputs of fitting shapes, but the forward layer gives {forward} and the backward one {backward}. Give both layers the same size, or use another merge_mode.',
  'einsum-equation':
    'equation must have the form "ab,bc->ac", or "...b,bc->...c" or "ab...,bc->ac..." to leave axes as they are; it is {value}. Write it in one of these forms, without spaces.',
  'einsum-label':
    'In the equation {equation} nothing gives the size along "{label}": a label of the kernel must stand in the input or the output, and a label of the output in the input or the kernel. Mend the equation.',
  'einsum-output-shape':
    'output_shape {value} does not fit the equation {equation} for input of shape {shape}: along "{label}" they must agree. Give the size of the input there, or null.',
  'einsum-size-unknown':
    'The equation {equation} gives the {weight} the shape {shape}, but every size must be known. Give sizes for null in output_shape, or input of known size.',
  'einsum-bias-axes':
    'bias_axes must name labels of the output "{output}"; it is {value}. Use letters behind the arrow of the equation, or none for no bias.',
  'einsum-sizes':
    'The shapes {first} and {second} do not fit the equation {equation}: axes with the same label must have the same size. Give input of a fitting shape.',
  'shape-entries':
    '{param} must be a list of whole numbers of at least 0, or null for a size that is not fixed; it is {value}. Mend the entry {entry}.',
  'mask-value-shape':
    'mask_value has shape {value}, which does not broadcast against the input shape {shape}. Give one number, or one for each feature.',
  'function-expected':
    '{param} must be a function, or an object with class_name "function" and the name of one in config; it is {value}. Give a function.',
  'function-unknown':
    '{param} names the function {value}, which is not known. Use one of {allowed}, or make yours known with registerFunction.',
  'function-python':
    '{param} is a Python lambda: bytecode, which cannot run here, and which Keras itself refuses in safe mode. Give a TypeScript function instead.',
  'function-argument':
    'The function {function} takes no argument "{name}". Leave it out of arguments; it takes {allowed}.',
  'function-inputs':
    'A Keras function makes one tensor of several inputs, which must have the same shape; they have {shapes}. Give inputs of one shape.',
  'arguments-object':
    'arguments must be an object of names and values; it is {value}. Give an object, or leave it out.',
  'lambda-output': 'function must give a tensor or a list of tensors; it gave {value}. Return a tensor.',
  'lambda-shape':
    'The output shape for input of shape {shape} could not be found by running the function ({reason}). Give output_shape.',
  'input-shape-missing': 'InputLayer needs a shape. Give shape, or batch_shape with the batch in front.',
  'input-shape-twice': '{param} already holds what {other} says. Give one of them.',
  'input-tensor':
    'input_tensor must be a symbolic tensor of a model; it is {value}. Give what input() or a layer applied to it gives.',
  'input-layer-called':
    'InputLayer takes no tensor: data comes in through the model. Put it first in a model, or use its output.',
  'penalty-whole':
    'activity_regularizer takes no penalty of {dtype} values. Cast the input to float32, or leave the regularizer out.',
  'model-arguments':
    '{layer} stands in a model already, called with another {name}. Call it with the same arguments everywhere, or make a second layer.',
  'attention-mask-list':
    'mask must be a list of 2 or 3 masks, [query_mask, value_mask], but {actual} came. Give a list, or leave the masks on the inputs.',
  'attention-mask-mixed':
    'mask must hold a mask for every input, or none at all. Give a mask of ones where all entries count, or leave the masks on the inputs.',
  'attention-mask-shape':
    '{param} has shape {value}, which does not broadcast against the scores {shape}. Give a mask whose sizes, counted from the last axis, are 1 or the same; a mask of values is best given as (batch, 1, values).',
  'attention-sizes':
    'query {query}, value {value} and key {key} do not fit together. Query and key must agree in their last axis, key and value in the axis before it, and all in the batch.',
  'attention-shapes':
    'query {query}, value {value} and key {key} do not fit together in a model: query and value must agree in their last axis, value and key in the axes between the first and the last.',
  'attention-axes':
    'attention_axes must name axes of the input, each once, without the last one; it is {value}, where {entry} does not fit. Name axes such as 1, or leave it out for all between the batch and the last.',
  'attention-heads':
    'num_query_heads must be a multiple of num_key_value_heads, but they are {queries} and {values}. Change one of them.',
  'attention-whole':
    '{layer} takes no softmax of whole numbers. Cast the inputs to float32, or set use_scale.',
  'lora-twice': 'LoRA is already on for {layer}. It can be turned on once.',
  'input-list': '{layer} takes a list of inputs, but one tensor came by itself. Put it into a list: [x].',
  'input-bool': '{layer} does not compute with true and false (bool). Cast the input to float32 first.',
  'merge-batch':
    'The inputs must have one batch size, but their shapes are {shapes}. Give inputs with as many samples each.',
  'merge-shapes':
    'The inputs cannot be merged element by element: their shapes are {shapes}. Make the sizes along each axis, counted from the last, equal or 1.',
  'concatenate-shapes':
    'The inputs must be equal in shape except along axis {axis}, but their shapes are {shapes}. Choose another axis, or change the inputs.',
  'dot-axes':
    '{param} must be one whole number or a list of two, one for each input; it is {value}. Give the axis or the two axes.',
  'dot-batch-axis': 'axes must not name axis 0, which is the batch; it is {value}. Choose axes from 1 on.',
  'dot-sizes':
    'The inputs must have the same known size along the axes summed over, but the first has {first} and the second {second}. Change axes or the inputs.',
  'mask-list':
    'mask must be a list of {expected}, one mask or none for each input. Put the masks into a list.',
  'mask-shapes':
    'The masks of the inputs do not fit together: their shapes are {shapes}. Give masks of one shape, or take them away.',
  'permute-dims':
    '{param} must be a list that holds each of 1, 2, … once, the batch not counted; it is {value}. Write the order in which the axes shall come.',
  pairs:
    '{param} must be one whole number, or a list of {count} whose entries are whole numbers or pairs [before, after], none below 0; it is {value}. Mend the entry {entry}.',
  'cropping-too-large':
    'cropping takes {cropped} from axis {axis}, but the input has only {size} there (shape {shape}), so that nothing is left. Crop less, or give a larger input.',
  'ragged-splits':
    'A ragged input is its values (one axis), followed by the splits of each axis: vectors that start with 0, never fall, and end with the number of rows or values they divide, here {count}; one is {value}. Give the values and the splits in this order.',
  'nested-lists':
    'Lists must be nested equally deep, but at depth {depth} lists stand beside values. Put every value at the same depth.',
  'encode-rank':
    'output_mode {value} gives at most 2 axes, but the input has the shape {shape}. Give (batch, values), with one_hot (batch,) or (batch, 1), or use output_mode "int".',
  'not-text': '{param} must be text; it is {value}. Give a string.',
  'list-of-text':
    '{param} must be a list of strings, or a tensor of one axis; {value} does not fit. Give strings.',
  'list-of-integers':
    '{param} must be a list of whole numbers, or a tensor of one axis; {value} does not fit. Give whole numbers.',
  'list-of-numbers':
    '{param} must be a list of numbers, or a tensor of one axis; {value} does not fit. Give numbers.',
  'vocabulary-file':
    '{param} is {value}, but files are not read here. Give the list of tokens that the file holds.',
  'vocabulary-empty':
    'vocabulary must hold at least one token; it is empty. Give tokens, or leave it out and call adapt.',
  'vocabulary-repeated': 'vocabulary holds {value} more than once. Keep each token once.',
  'vocabulary-reserved':
    'vocabulary holds the special token {token} at index {index}. Leave special tokens out, or put all of them in front, in this order: {special}.',
  'vocabulary-too-large':
    'The vocabulary has {size} tokens, special ones included, but max_tokens is {most}. Shorten it, or raise max_tokens.',
  'vocabulary-size-changed':
    'The output has one place for each of {before} tokens, so the vocabulary cannot come to have {after}. Keep its size, set pad_to_max_tokens, or make a new layer.',
  'vocabulary-missing':
    '{layer} has no vocabulary yet, which its output needs. Give vocabulary, or call adapt or setVocabulary first.',
  'vocabulary-fixed':
    '{layer} was made with a vocabulary, which adapt cannot replace. Leave vocabulary out, or do not call adapt.',
  'pad-without-max': 'pad_to_max_tokens needs max_tokens. Give max_tokens, or leave pad_to_max_tokens out.',
  'lookup-invert-mode': 'invert goes with output_mode "int" alone; it is {value}. Change one of them.',
  'lookup-invert-oov': 'invert needs an oov_token for indices that have no token. Give one.',
  'sparse-int':
    'sparse is for the output modes one_hot, multi_hot, count and tf_idf, not for "int". Turn it off, or choose another output_mode.',
  'idf-unwanted':
    'idf_weights belong to output_mode "tf_idf"; it is {value}. Leave them out, or change output_mode.',
  'idf-missing':
    'With output_mode "tf_idf" a vocabulary needs idf_weights, one for each token. Give them, or call adapt instead.',
  'idf-length':
    'idf_weights must hold one number for each of the {expected} tokens; it holds {actual}. Make them equally long.',
  'lookup-oov':
    'The token {value} is not in the vocabulary, and num_oov_indices is 0. Set num_oov_indices to 1 or more, or give tokens of the vocabulary.',
  'adapt-rank':
    'With output_mode "tf_idf" adapt takes data of the shape (samples, tokens); it has {shape}. Give 2 axes.',
  'adapt-nothing':
    'adapt leaves no token in the vocabulary but special ones. Give it data that holds others, and max_tokens enough room for them.',
  'input-text': '{layer} takes text, but {value} came. Give a tensor of dtype string.',
  'input-numbers': '{layer} takes numbers, but {value} came. Give a tensor of dtype int32 or float32.',
  'ragged-mode':
    'ragged goes with output_mode "int" alone; it is {value}. Turn ragged off, or change output_mode.',
  'sequence-length-mode':
    'output_sequence_length goes with output_mode "int" alone; it is {value}. Leave output_sequence_length out, or change output_mode.',
  ngrams:
    'ngrams must be a whole number, or a list of whole numbers, all of at least 1; it is {value}. Give the lengths of the n-grams.',
  'split-shape':
    'Text to be split must have the shape (batch,) or (batch, 1); it has {shape}. Reshape it, or set split to none for text that is split already.',
  'standardize-gives': 'standardize must give a string for each string; it gave {value}. Return a string.',
  'split-gives':
    'split must give a list of strings for each string; it gave {value}. Return a list of strings.',
  'hash-salt':
    'salt must be one whole number, or a list of two; it is {value}. Give one or two whole numbers.',
  'hash-dtype':
    'With output_mode "int" dtype must be int32 or int64; it is {value}. Change dtype, or leave it out.',
  'hash-mask':
    'mask_value {value} does not fit the input, which is {dtype}. Give one of the kind that the input holds.',
  'crossing-rank':
    '{layer} takes single values, (batch,) or (batch, 1); one input has the shape {shape}. Reshape it.',
  'crossing-shapes':
    'The inputs of {layer} must have one shape; they have {shapes}. Give inputs of the same shape.',
  'crossing-dtype':
    '{layer} crosses text and whole numbers; one input is {dtype}. Give dtype string or int32.',
  'sparse-tf-idf':
    'sparse does not go with output_mode "tf_idf": Keras cannot weigh sparse counts. Turn sparse off, or use output_mode "count".',
  'picture-rank':
    '{layer} takes a picture of 3 dimensions or a batch of 4, but the input has {actual}: {shape}. Reshape the input.',
  'picture-text':
    '{layer} takes pictures of numbers, but there is {value}. Give input and dtype of numbers, such as float32.',
  'picture-middle':
    'Height and width shall be {size}, but a picture of shape {shape} has no part of that ratio: nothing would be left of it. Change height and width, or give larger pictures.',
  'resizing-both':
    'pad_to_aspect_ratio and crop_to_aspect_ratio do not go together. Set one of them to false.',
  'fill-whole':
    'Pictures of whole numbers are filled with a whole number, which fill_value must name; it is {value}. Give one such as 0, or cast the input to float32.',
  factor:
    '{param} must be a number from -1 to 1, or a list of two; it is {value}. Give one or two such numbers.',
  'contrast-factor':
    '{param} must be a number from 0 to 1, or a list of two, of which the first is 0 to 1 and the second 0 or more; it is {value}. Give such numbers.',
  'value-range':
    '{param} must be a list of two numbers, the least and the greatest value; it is {value}. Give two numbers.',
  'rotation-channels':
    'With data_format "channels_first" a batch of {batch} picture(s) is turned only with 1 or {batch} channel(s), but the input has {channels}: {shape}. Put the channels last, or turn pictures one by one.',
  numbers:
    '{param} must be a number, or numbers in nested lists of one shape; {value} does not fit. Give numbers.',
  'input-ragged':
    '{layer} does not take rows of different lengths here: {shape}. Pad or cut them to one length.',
  'adapt-fixed':
    '{layer} was made with {param}, which adapt cannot replace. Leave {param} out, or do not call adapt.',
  'adapt-empty':
    '{layer} cannot learn from nothing: the data for adapt has the shape {shape}. Give it at least one sample.',
  'adapt-shape':
    '{layer} was built for input of shape {expected}, but the data for adapt has the shape {actual}. Give data of the same shape, or make a new layer.',
  'mean-variance':
    'mean and variance go together, but only one of them was given. Give both, or leave both out and call adapt.',
  'bins-boundaries':
    'num_bins is {bins}, which needs one boundary less, but bin_boundaries holds {actual}. Leave num_bins out, or change one of them.',
  'boundaries-order': 'bin_boundaries must not fall; it is {value}. Put the boundaries in rising order.',
  'bins-missing': 'adapt needs num_bins, the number of bins to make; it is {value}. Give 1 or more.',
  'epsilon-zero': 'epsilon is 0, and adapt divides by it. Give a small number above 0, such as 0.01.',
  'count-weights-mode':
    'count_weights go with output_mode "count" alone; it is {value}. Leave them out, or change output_mode.',
  'count-weights-shape':
    'count_weights has the shape {value}, which does not fit input of shape {shape}. Give one weight for each number of the input.',
  'sparse-index':
    'With sparse the input must be below num_tokens, {tokens}; it holds {value}. Raise num_tokens, or turn sparse off.',
  window: 'window must be "hann", "hamming", none, or a list of numbers; it is {value}. Choose one of these.',
  'window-length': 'window holds {actual} numbers, but sequence_length is {expected}. Make them equal.',
  'frame-length':
    'sequence_length is {value}, but fft_length is only {fft}. Lower sequence_length, or raise fft_length.',
  'signal-short':
    'The signal has {size} samples (shape {shape}), but with fft_length {fft} it needs at least {min}. Give a longer signal, or lower fft_length.',
} as const

export type ErrorCode = keyof typeof ERROR_TEMPLATES
export type ErrorValues = Record<string, string | number>

/** Fills the `{name}` holes of a template; a hole without a value stays as it is. */
export function fillTemplate(template: string, values: ErrorValues): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
}

/**
 * A layer refuses its parameters or its input, wherever Keras would.
 * `params` holds the Keras names of what to change, the main one first; `input` stands for the input.
 * `values` fills the message template of `code`, in any language.
 */
export class LayerError extends Error {
  override readonly name = 'LayerError'
  readonly code: ErrorCode
  readonly layer: string
  readonly params: string[]
  readonly values: ErrorValues

  constructor(code: ErrorCode, layer: string, params: string[], values: ErrorValues = {}) {
    const all = { layer, ...(params[0] === undefined ? {} : { param: params[0] }), ...values }
    super(fillTemplate(ERROR_TEMPLATES[code], all))
    this.code = code
    this.layer = layer
    this.params = params
    this.values = all
  }
}

/** A value as text inside a message: lists in brackets, text in quotes, long values cut. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return 'None'
  if (typeof value === 'string') return `"${value}"`
  if (Array.isArray(value)) return showShape(value)
  if (typeof value === 'object') {
    const text = JSON.stringify(value) ?? String(value)
    return text.length > 120 ? `${text.slice(0, 117)}...` : text
  }
  if (typeof value === 'function') return 'function'
  return String(value)
}

/** A shape as Keras writes it, with unknown sizes as None: `(None, 28, 28, 1)`. */
export function showShape(shape: readonly unknown[]): string {
  const entries = shape.slice(0, 12).map((entry) => (entry === null ? 'None' : show(entry)))
  if (shape.length > 12) entries.push('...')
  return entries.length === 1 ? `(${entries[0]},)` : `(${entries.join(', ')})`
}
