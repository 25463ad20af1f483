namespace Bunraku.Core.Teachers;

/// <summary>
/// One of the 33 tensors that the complete five-network system ("mode 07" of the original) yields for a pose. Its index counts in the
/// published order: upscaler, face-morphed picture, body morpher, face morpher, eyebrow combiner, eyebrow decomposer.
/// </summary>
/// <param name="Index">0 to 32; the posed image is 0.</param>
/// <param name="Part">What it comes from.</param>
/// <param name="Place">Its place among the outputs of that part, from 0.</param>
/// <param name="Name">The name that commands and files know it by, such as <c>upscaler_merged</c>.</param>
/// <param name="Title">What a user reads.</param>
/// <param name="Channels">4 for pictures, 1 for alphas, 2 for grid changes.</param>
/// <param name="Size">Its width and height in pixels.</param>
public sealed record TeacherOutput(int Index, TeacherPart Part, int Place, string Name, string Title, int Channels, int Size);
