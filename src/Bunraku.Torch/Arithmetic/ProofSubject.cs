namespace Bunraku.Torch.Arithmetic;

/// <summary>What libtorch is to compute, and so what is proved first.</summary>
[Flags]
internal enum ProofSubject
{
    /// <summary>The convolutions of the teacher's networks.</summary>
    Teacher = 1,

    /// <summary>The training steps of a student.</summary>
    Training = 2,

    /// <summary>Everything.</summary>
    All = Teacher | Training,
}
