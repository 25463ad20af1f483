namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>
/// The opcodes of a pickle that checkpoints use, and those that name or build Python objects and are therefore reported by name.
/// Every other byte is an error. Source: Python's <c>pickletools</c>.
/// </summary>
internal enum PickleOpcode : byte
{
    Mark = (byte)'(',
    EmptyTuple = (byte)')',
    Stop = (byte)'.',
    BinFloat = (byte)'G',
    BinInt = (byte)'J',
    BinInt1 = (byte)'K',
    BinInt2 = (byte)'M',
    None = (byte)'N',
    BinPersId = (byte)'Q',
    Reduce = (byte)'R',
    BinUnicode = (byte)'X',
    EmptyList = (byte)']',
    Append = (byte)'a',
    Build = (byte)'b',
    Global = (byte)'c',
    Appends = (byte)'e',
    BinGet = (byte)'h',
    LongBinGet = (byte)'j',
    BinPut = (byte)'q',
    LongBinPut = (byte)'r',
    SetItem = (byte)'s',
    Tuple = (byte)'t',
    SetItems = (byte)'u',
    EmptyDict = (byte)'}',
    Proto = 0x80,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8A,
    ShortBinUnicode = 0x8C,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,

    /// <summary>Forbidden: makes an instance of a named class.</summary>
    Inst = (byte)'i',

    /// <summary>Forbidden: makes an instance of a class on the stack.</summary>
    Obj = (byte)'o',

    /// <summary>Forbidden: makes an instance of a class on the stack.</summary>
    NewObj = 0x81,

    /// <summary>Forbidden: names an object by a registered number.</summary>
    Ext1 = 0x82,

    /// <inheritdoc cref="Ext1"/>
    Ext2 = 0x83,

    /// <inheritdoc cref="Ext1"/>
    Ext4 = 0x84,

    /// <inheritdoc cref="NewObj"/>
    NewObjEx = 0x92,
}
