/** Every layer: its class and its factory. One line a layer. */
export { activation, Activation, type ActivationOptions } from './activation/activation.ts'
export { elu, ELU, type ELUOptions } from './activation/elu.ts'
export { leakyReLU, LeakyReLU, type LeakyReLUOptions } from './activation/leaky_relu.ts'
export { pReLU, PReLU, type PReLUOptions } from './activation/prelu.ts'
export { reLU, ReLU, type ReLUOptions } from './activation/relu.ts'
export { softmax, Softmax, type SoftmaxOptions } from './activation/softmax.ts'
export {
  additiveAttention,
  AdditiveAttention,
  type AdditiveAttentionOptions,
} from './attention/additive_attention.ts'
export { attention, Attention, type AttentionOptions } from './attention/attention.ts'
export {
  groupQueryAttention,
  GroupQueryAttention,
  type GroupQueryAttentionOptions,
} from './attention/grouped_query_attention.ts'
export {
  multiHeadAttention,
  MultiHeadAttention,
  type MultiHeadAttentionOptions,
} from './attention/multi_head_attention.ts'
export { conv1d, Conv1D, type Conv1DOptions } from './convolution/conv1d.ts'
export {
  conv1dTranspose,
  Conv1DTranspose,
  type Conv1DTransposeOptions,
} from './convolution/conv1d_transpose.ts'
export { conv2d, Conv2D, type Conv2DOptions } from './convolution/conv2d.ts'
export {
  conv2dTranspose,
  Conv2DTranspose,
  type Conv2DTransposeOptions,
} from './convolution/conv2d_transpose.ts'
export { conv3d, Conv3D, type Conv3DOptions } from './convolution/conv3d.ts'
export {
  conv3dTranspose,
  Conv3DTranspose,
  type Conv3DTransposeOptions,
} from './convolution/conv3d_transpose.ts'
export {
  depthwiseConv1d,
  DepthwiseConv1D,
  type DepthwiseConv1DOptions,
} from './convolution/depthwise_conv1d.ts'
export {
  depthwiseConv2d,
  DepthwiseConv2D,
  type DepthwiseConv2DOptions,
} from './convolution/depthwise_conv2d.ts'
export {
  separableConv1d,
  SeparableConv1D,
  type SeparableConv1DOptions,
} from './convolution/separable_conv1d.ts'
export {
  separableConv2d,
  SeparableConv2D,
  type SeparableConv2DOptions,
} from './convolution/separable_conv2d.ts'
export {
  locallyConnected1d,
  LocallyConnected1D,
  type LocallyConnected1DOptions,
} from './convolution/locally_connected1d.ts'
export {
  locallyConnected2d,
  LocallyConnected2D,
  type LocallyConnected2DOptions,
} from './convolution/locally_connected2d.ts'
export { dense, Dense, type DenseOptions } from './core/dense.ts'
export { einsumDense, EinsumDense, type EinsumDenseOptions } from './core/einsum_dense.ts'
export { embedding, Embedding, type EmbeddingOptions } from './core/embedding.ts'
export { identity, Identity, type IdentityOptions } from './core/identity.ts'
export {
  input,
  inputLayer,
  InputLayer,
  type InputLayerOptions,
  type InputOptions,
} from './core/input_layer.ts'
export { lambda, Lambda, type LambdaOptions } from './core/lambda_layer.ts'
export { masking, Masking, type MaskingOptions } from './core/masking.ts'
export { Layer } from './layer.ts'
export { add, Add } from './merging/add.ts'
export { average, Average } from './merging/average.ts'
export { concatenate, Concatenate, type ConcatenateOptions } from './merging/concatenate.ts'
export { dot, Dot, type DotOptions } from './merging/dot.ts'
export { maximum, Maximum } from './merging/maximum.ts'
export { minimum, Minimum } from './merging/minimum.ts'
export { multiply, Multiply } from './merging/multiply.ts'
export { subtract, Subtract } from './merging/subtract.ts'
export {
  batchNormalization,
  BatchNormalization,
  type BatchNormalizationOptions,
} from './normalization/batch_normalization.ts'
export {
  groupNormalization,
  GroupNormalization,
  type GroupNormalizationOptions,
} from './normalization/group_normalization.ts'
export {
  layerNormalization,
  LayerNormalization,
  type LayerNormalizationOptions,
} from './normalization/layer_normalization.ts'
export {
  spectralNormalization,
  SpectralNormalization,
  type SpectralNormalizationOptions,
} from './normalization/spectral_normalization.ts'
export {
  unitNormalization,
  UnitNormalization,
  type UnitNormalizationOptions,
} from './normalization/unit_normalization.ts'
export {
  averagePooling1d,
  AveragePooling1D,
  type AveragePooling1DOptions,
} from './pooling/average_pooling1d.ts'
export {
  averagePooling2d,
  AveragePooling2D,
  type AveragePooling2DOptions,
} from './pooling/average_pooling2d.ts'
export {
  averagePooling3d,
  AveragePooling3D,
  type AveragePooling3DOptions,
} from './pooling/average_pooling3d.ts'
export {
  globalAveragePooling1d,
  GlobalAveragePooling1D,
  type GlobalAveragePooling1DOptions,
} from './pooling/global_average_pooling1d.ts'
export {
  globalAveragePooling2d,
  GlobalAveragePooling2D,
  type GlobalAveragePooling2DOptions,
} from './pooling/global_average_pooling2d.ts'
export {
  globalAveragePooling3d,
  GlobalAveragePooling3D,
  type GlobalAveragePooling3DOptions,
} from './pooling/global_average_pooling3d.ts'
export {
  globalMaxPooling1d,
  GlobalMaxPooling1D,
  type GlobalMaxPooling1DOptions,
} from './pooling/global_max_pooling1d.ts'
export {
  globalMaxPooling2d,
  GlobalMaxPooling2D,
  type GlobalMaxPooling2DOptions,
} from './pooling/global_max_pooling2d.ts'
export {
  globalMaxPooling3d,
  GlobalMaxPooling3D,
  type GlobalMaxPooling3DOptions,
} from './pooling/global_max_pooling3d.ts'
export { maxPooling1d, MaxPooling1D, type MaxPooling1DOptions } from './pooling/max_pooling1d.ts'
export { maxPooling2d, MaxPooling2D, type MaxPooling2DOptions } from './pooling/max_pooling2d.ts'
export { maxPooling3d, MaxPooling3D, type MaxPooling3DOptions } from './pooling/max_pooling3d.ts'
export {
  categoryEncoding,
  CategoryEncoding,
  type CategoryEncodingOptions,
} from './preprocessing/category_encoding.ts'
export { centerCrop, CenterCrop, type CenterCropOptions } from './preprocessing/center_crop.ts'
export { discretization, Discretization, type DiscretizationOptions } from './preprocessing/discretization.ts'
export {
  hashedCrossing,
  HashedCrossing,
  type HashedCrossingOptions,
} from './preprocessing/hashed_crossing.ts'
export { hashing, Hashing, type HashingOptions } from './preprocessing/hashing.ts'
export { integerLookup, IntegerLookup, type IntegerLookupOptions } from './preprocessing/integer_lookup.ts'
export {
  melSpectrogram,
  MelSpectrogram,
  type MelSpectrogramOptions,
} from './preprocessing/audio_preprocessing.ts'
export { normalization, Normalization, type NormalizationOptions } from './preprocessing/normalization.ts'
export {
  randomBrightness,
  RandomBrightness,
  type RandomBrightnessOptions,
} from './preprocessing/random_brightness.ts'
export {
  randomContrast,
  RandomContrast,
  type RandomContrastOptions,
} from './preprocessing/random_contrast.ts'
export { randomCrop, RandomCrop, type RandomCropOptions } from './preprocessing/random_crop.ts'
export { randomFlip, RandomFlip, type RandomFlipOptions } from './preprocessing/random_flip.ts'
export {
  randomRotation,
  RandomRotation,
  type RandomRotationOptions,
} from './preprocessing/random_rotation.ts'
export {
  randomTranslation,
  RandomTranslation,
  type RandomTranslationOptions,
} from './preprocessing/random_translation.ts'
export { randomZoom, RandomZoom, type RandomZoomOptions } from './preprocessing/random_zoom.ts'
export { rescaling, Rescaling, type RescalingOptions } from './preprocessing/rescaling.ts'
export { resizing, Resizing, type ResizingOptions } from './preprocessing/resizing.ts'
export { stringLookup, StringLookup, type StringLookupOptions } from './preprocessing/string_lookup.ts'
export {
  textVectorization,
  TextVectorization,
  type TextVectorizationOptions,
} from './preprocessing/text_vectorization.ts'
export { convLSTM1d, ConvLSTM1D, type ConvLSTM1DOptions } from './recurrent/conv_lstm1d.ts'
export { convLSTM2d, ConvLSTM2D, type ConvLSTM2DOptions } from './recurrent/conv_lstm2d.ts'
export { convLSTM3d, ConvLSTM3D, type ConvLSTM3DOptions } from './recurrent/conv_lstm3d.ts'
export { gru, GRU, type GRUOptions } from './recurrent/gru.ts'
export { gruCell, GRUCell, type GRUCellOptions } from './recurrent/gru_cell.ts'
export { lstm, LSTM, type LSTMOptions } from './recurrent/lstm.ts'
export { lstmCell, LSTMCell, type LSTMCellOptions } from './recurrent/lstm_cell.ts'
export { rnn, RNN, type RNNOptions } from './recurrent/rnn.ts'
export { simpleRNN, SimpleRNN, type SimpleRNNOptions } from './recurrent/simple_rnn.ts'
export { simpleRNNCell, SimpleRNNCell, type SimpleRNNCellOptions } from './recurrent/simple_rnn_cell.ts'
export {
  stackedRNNCells,
  StackedRNNCells,
  type StackedRNNCellsOptions,
} from './recurrent/stacked_rnn_cells.ts'
export {
  activityRegularization,
  ActivityRegularization,
  type ActivityRegularizationOptions,
} from './regularization/activity_regularization.ts'
export { alphaDropout, AlphaDropout, type AlphaDropoutOptions } from './regularization/alpha_dropout.ts'
export { dropout, Dropout, type DropoutOptions } from './regularization/dropout.ts'
export {
  gaussianDropout,
  GaussianDropout,
  type GaussianDropoutOptions,
} from './regularization/gaussian_dropout.ts'
export { gaussianNoise, GaussianNoise, type GaussianNoiseOptions } from './regularization/gaussian_noise.ts'
export {
  spatialDropout1d,
  SpatialDropout1D,
  type SpatialDropout1DOptions,
} from './regularization/spatial_dropout1d.ts'
export {
  spatialDropout2d,
  SpatialDropout2D,
  type SpatialDropout2DOptions,
} from './regularization/spatial_dropout2d.ts'
export {
  spatialDropout3d,
  SpatialDropout3D,
  type SpatialDropout3DOptions,
} from './regularization/spatial_dropout3d.ts'
export { cropping1d, Cropping1D, type Cropping1DOptions } from './reshaping/cropping1d.ts'
export { cropping2d, Cropping2D, type Cropping2DOptions } from './reshaping/cropping2d.ts'
export { cropping3d, Cropping3D, type Cropping3DOptions } from './reshaping/cropping3d.ts'
export { flatten, Flatten, type FlattenOptions } from './reshaping/flatten.ts'
export { permute, Permute, type PermuteOptions } from './reshaping/permute.ts'
export { repeatVector, RepeatVector, type RepeatVectorOptions } from './reshaping/repeat_vector.ts'
export { reshape, Reshape, type ReshapeOptions } from './reshaping/reshape.ts'
export { upSampling1d, UpSampling1D, type UpSampling1DOptions } from './reshaping/up_sampling1d.ts'
export { upSampling2d, UpSampling2D, type UpSampling2DOptions } from './reshaping/up_sampling2d.ts'
export { upSampling3d, UpSampling3D, type UpSampling3DOptions } from './reshaping/up_sampling3d.ts'
export { zeroPadding1d, ZeroPadding1D, type ZeroPadding1DOptions } from './reshaping/zero_padding1d.ts'
export { zeroPadding2d, ZeroPadding2D, type ZeroPadding2DOptions } from './reshaping/zero_padding2d.ts'
export { zeroPadding3d, ZeroPadding3D, type ZeroPadding3DOptions } from './reshaping/zero_padding3d.ts'
export { bidirectional, Bidirectional, type BidirectionalOptions } from './wrapper/bidirectional.ts'
export { timeDistributed, TimeDistributed, type TimeDistributedOptions } from './wrapper/time_distributed.ts'
export { wrapper, Wrapper, type WrapperOptions } from './wrapper/wrapper.ts'
